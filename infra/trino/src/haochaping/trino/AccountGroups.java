package haochaping.trino;

import io.trino.spi.Plugin;
import io.trino.spi.resourcegroups.ResourceGroup;
import io.trino.spi.resourcegroups.ResourceGroupConfigurationManager;
import io.trino.spi.resourcegroups.ResourceGroupConfigurationManagerContext;
import io.trino.spi.resourcegroups.ResourceGroupConfigurationManagerFactory;
import io.trino.spi.resourcegroups.ResourceGroupId;
import io.trino.spi.resourcegroups.SelectionContext;
import io.trino.spi.resourcegroups.SelectionCriteria;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which queries wait for which others, so that one analyst starves nobody.
 *
 * <pre>
 * dashboards     what Superset asks for a page
 * people.NAME    what an account asks itself, over JDBC or in SQL Lab: a group for each account
 * operator       the jobs' own questions
 * </pre>
 *
 * <p>A group has three numbers, {@code GROUP.running}, {@code GROUP.waiting} and {@code
 * GROUP.memory-mb}: how many queries run at once, how many more may wait, and from how much memory
 * on new ones wait; {@code account.*} are those of one account within {@code people}.
 */
public final class AccountGroups implements Plugin {
  private static final String NAME = "accounts";
  private static final String SUPERSET = "superset";
  private static final String DASHBOARDS = "dashboards";
  private static final String PEOPLE = "people";
  private static final String ACCOUNT = "account";
  private static final String OPERATOR = "operator";
  private static final long MEBIBYTE = 1L << 20;

  @Override
  public Iterable<ResourceGroupConfigurationManagerFactory>
      getResourceGroupConfigurationManagerFactories() {
    return List.of(
        new ResourceGroupConfigurationManagerFactory() {
          @Override
          public String getName() {
            return NAME;
          }

          @Override
          public ResourceGroupConfigurationManager<?> create(
              Map<String, String> configuration, ResourceGroupConfigurationManagerContext context) {
            return new Manager(limits(configuration));
          }
        });
  }

  /** The numbers of a group. */
  record Limits(int running, int waiting, long memory) {}

  /**
   * Reads the limits.
   *
   * @throws IllegalArgumentException naming what is missing, no number, or of no group
   */
  static Map<String, Limits> limits(Map<String, String> configuration) {
    Map<String, String> left = new TreeMap<>(configuration);
    Map<String, Limits> limits = new HashMap<>();
    for (String group : List.of(DASHBOARDS, PEOPLE, ACCOUNT, OPERATOR)) {
      limits.put(
          group,
          new Limits(
              Math.toIntExact(number(left, group + ".running")),
              Math.toIntExact(number(left, group + ".waiting")),
              number(left, group + ".memory-mb") * MEBIBYTE));
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("resource-groups.properties: no such settings: " + left.keySet());
    }
    return limits;
  }

  private static long number(Map<String, String> left, String name) {
    String value = left.remove(name);
    try {
      long number = Long.parseLong(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "resource-groups.properties: " + name + " = " + value + " must be a number above 0");
  }

  /** The group of what somebody asks. */
  static ResourceGroupId groupOf(String user, Optional<String> authenticated, Optional<String> source) {
    if (user.equals(OPERATOR)) {
      return new ResourceGroupId(OPERATOR);
    }
    // The source is whatever a client says: of Superset alone it is believed.
    if (authenticated.filter(SUPERSET::equals).isPresent()
        && source.filter(DASHBOARDS::equals).isPresent()) {
      return new ResourceGroupId(DASHBOARDS);
    }
    return new ResourceGroupId(List.of(PEOPLE, user));
  }

  private record Manager(Map<String, Limits> limits)
      implements ResourceGroupConfigurationManager<ResourceGroupId> {
    @Override
    public void configure(ResourceGroup group, SelectionContext<ResourceGroupId> context) {
      List<String> segments = group.getId().getSegments();
      Limits of = limits.get(segments.size() > 1 ? ACCOUNT : segments.get(0));
      group.setHardConcurrencyLimit(of.running());
      group.setSoftConcurrencyLimit(of.running());
      group.setMaxQueuedQueries(of.waiting());
      group.setSoftMemoryLimitBytes(of.memory());
    }

    @Override
    public Optional<SelectionContext<ResourceGroupId>> match(SelectionCriteria criteria) {
      ResourceGroupId group =
          groupOf(criteria.getUser(), criteria.getAuthenticatedUser(), criteria.getSource());
      return Optional.of(new SelectionContext<>(group, group));
    }

    @Override
    public SelectionContext<ResourceGroupId> parentGroupContext(
        SelectionContext<ResourceGroupId> context) {
      ResourceGroupId parent = context.getResourceGroupId().getParent().orElseThrow();
      return new SelectionContext<>(parent, parent);
    }

    @Override
    public void shutdown() {}
  }
}
