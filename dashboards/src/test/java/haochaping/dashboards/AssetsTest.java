package haochaping.dashboards;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Superset would accept in silence and show as an empty or missing chart. */
class AssetsTest {
  private static final JsonNode CHINESE = Assets.yaml(Path.of("locales/zh-CN.yaml"));
  private static final JsonNode ENGLISH = Assets.yaml(Path.of("locales/en.yaml"));
  private static final Assets SOURCES = Assets.in(Path.of("assets"));
  private static final Assets ASSETS = SOURCES.with(CHINESE);
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  @Test
  void everyTextIsInEachLanguageAndNoOther() {
    assertThat(keysOf(CHINESE)).isEqualTo(SOURCES.keys());
    assertThat(keysOf(ENGLISH)).isEqualTo(SOURCES.keys());
    assertThat(SOURCES.all().values())
        .as("texts belong in dashboards/locales")
        .noneMatch(document -> HAN.matcher(document.toString()).find());
    assertSoftly(
        softly -> {
          for (String key : keysOf(CHINESE)) {
            softly.assertThat(CHINESE.path(key).asText()).as(key).containsPattern(HAN);
            softly
                .assertThat(ENGLISH.path(key).asText())
                .as(key)
                .isNotBlank()
                .doesNotContainPattern(HAN);
            softly
                .assertThat(placeholders(ENGLISH.path(key).asText()))
                .as(key)
                .isEqualTo(placeholders(CHINESE.path(key).asText()));
          }
        });
  }

  private static Set<String> keysOf(JsonNode texts) {
    Set<String> keys = new TreeSet<>();
    texts.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** What a format fills in, such as {@code %,d}. */
  private static List<String> placeholders(String text) {
    return Pattern.compile("%[,.0-9]*[a-z]").matcher(text).results().map(r -> r.group()).toList();
  }

  @Test
  void aBrokenFileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
    Path chart = Files.createDirectories(folder.resolve("charts")).resolve("broken.yaml");
    Files.writeString(chart, "slice_name: one\nparams:\n  - a: 1\n b: [\n");
    assertThatThrownBy(() -> Assets.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*charts/broken\\.yaml:[34]: .*");
  }

  @Test
  void aSecondValueOfAKeyIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
    Path texts = folder.resolve("zh-CN.yaml");
    Files.writeString(texts, "tabs.one: 一\ntabs.one: 二\n");
    assertThatThrownBy(() -> Assets.yaml(texts))
        .hasMessageContaining("zh-CN.yaml:2: ")
        .hasMessageContaining("tabs.one");
  }

  @Test
  void everyUuidIsItsOwn() {
    List<String> uuids =
        Stream.of("databases", "datasets", "charts", "dashboards")
            .flatMap(kind -> ASSETS.of(kind).values().stream())
            .map(asset -> asset.path("uuid").asText())
            .toList();

    assertThat(uuids).isNotEmpty().doesNotHaveDuplicates().allMatch(AssetsTest::isUuid);
  }

  @Test
  void everyAssetIsOwnedByItsFile() {
    assertSoftly(
        softly ->
            ASSETS
                .all()
                .forEach(
                    (file, asset) ->
                        softly
                            .assertThat(asset.path("is_managed_externally").asBoolean())
                            .as(file)
                            .isTrue()));
  }

  @Test
  void everyDatasetHasItsDatabase() {
    Set<String> databases = uuidsOf("databases");

    assertSoftly(
        softly ->
            ASSETS
                .of("datasets")
                .forEach(
                    (file, dataset) ->
                        softly
                            .assertThat(dataset.path("database_uuid").asText())
                            .as(file)
                            .isIn(databases)));
  }

  @Test
  void everyChartHasItsDataset() {
    Set<String> datasets = uuidsOf("datasets");

    assertSoftly(
        softly ->
            ASSETS
                .of("charts")
                .forEach(
                    (file, chart) ->
                        softly
                            .assertThat(chart.path("dataset_uuid").asText())
                            .as(file)
                            .isIn(datasets)));
  }

  @Test
  void everyChartOfADashboardHasItsFile() {
    Set<String> charts = uuidsOf("charts");

    assertSoftly(
        softly ->
            ASSETS
                .of("dashboards")
                .forEach(
                    (file, dashboard) ->
                        softly
                            .assertThat(charts)
                            .as(file)
                            .containsAll(Dashboard.of(dashboard).charts())));
  }

  @Test
  void everyChartIsOnADashboard() {
    Set<String> shown =
        ASSETS.of("dashboards").values().stream()
            .flatMap(dashboard -> Dashboard.of(dashboard).charts().stream())
            .collect(toSet());

    assertThat(uuidsOf("charts")).isEqualTo(shown);
  }

  @Test
  void everyBoxOfADashboardHangsWhereItSays() {
    ASSETS
        .of("dashboards")
        .forEach(
            (file, dashboard) ->
                assertThat(Dashboard.of(dashboard).misplacedBoxes()).as(file).isEmpty());
  }

  @Test
  void everyFilterTargetsAColumn() {
    assertSoftly(
        softly ->
            ASSETS
                .of("dashboards")
                .forEach(
                    (file, dashboard) -> {
                      for (JsonNode filter :
                          dashboard.path("metadata").path("native_filter_configuration")) {
                        for (JsonNode target : filter.path("targets")) {
                          if (target.has("datasetUuid")) {
                            Dataset dataset = datasetOf(target.path("datasetUuid").asText());
                            softly
                                .assertThat(target.path("column").path("name").asText())
                                .as("%s, filter %s", file, filter.path("name").asText())
                                .isIn(dataset.columns());
                          }
                        }
                      }
                    }));
  }

  @Test
  void everyChartSaysWhatItShowsAndHowToReadIt() {
    assertSoftly(
        softly ->
            ASSETS
                .of("charts")
                .forEach(
                    (file, chart) -> {
                      softly.assertThat(chart.path("slice_name").asText()).as(file).isNotBlank();
                      softly
                          .assertThat(chart.path("description").asText())
                          .as(file)
                          .hasSizeGreaterThan(10);
                    }));
    assertSoftly(
        softly ->
            ASSETS
                .of("dashboards")
                .forEach(
                    (file, dashboard) -> {
                      softly
                          .assertThat(dashboard.path("dashboard_title").asText())
                          .as(file)
                          .isNotBlank();
                      softly
                          .assertThat(dashboard.path("description").asText())
                          .as(file)
                          .isNotBlank();
                    }));
  }

  @Test
  void everyColumnAndMetricHasAChineseName() {
    assertSoftly(
        softly ->
            ASSETS
                .of("datasets")
                .forEach(
                    (file, dataset) ->
                        Stream.of("columns", "metrics")
                            .forEach(
                                part ->
                                    dataset
                                        .path(part)
                                        .forEach(
                                            field ->
                                                softly
                                                    .assertThat(field.path("verbose_name").asText())
                                                    .as("%s: %s", file, field)
                                                    .containsPattern("\\p{IsHan}")))));
  }

  @Test
  void everyDatasetReadsContractViewsAndTheirColumnsOnly() {
    assertSoftly(
        softly ->
            ASSETS
                .of("datasets")
                .forEach(
                    (file, asset) -> {
                      Dataset dataset = new Dataset(asset);
                      softly.assertThat(dataset.views()).as(file).isNotEmpty();
                      softly
                          .assertThat(Contract.VIEWS.keySet())
                          .as(file)
                          .containsAll(dataset.views());
                      softly
                          .assertThat(dataset.unknownWords())
                          .as(
                              "%s: neither a column of %s nor named in the query",
                              file, dataset.views())
                          .isEmpty();
                      softly
                          .assertThat(dataset.columnsNotSelected())
                          .as("%s: columns that the query does not give", file)
                          .isEmpty();
                    }));
  }

  @Test
  void everyChartUsesFieldsOfItsDataset() {
    assertSoftly(
        softly ->
            ASSETS
                .of("charts")
                .forEach(
                    (file, chart) -> {
                      Dataset dataset = datasetOf(chart.path("dataset_uuid").asText());
                      softly
                          .assertThat(dataset.fields())
                          .as(file)
                          .containsAll(Chart.fields(chart.path("params")));
                    }));
  }

  private static Set<String> uuidsOf(String kind) {
    return ASSETS.of(kind).values().stream()
        .map(asset -> asset.path("uuid").asText())
        .collect(toSet());
  }

  private static Dataset datasetOf(String uuid) {
    return ASSETS.of("datasets").values().stream()
        .filter(dataset -> dataset.path("uuid").asText().equals(uuid))
        .findFirst()
        .map(Dataset::new)
        .orElseThrow(() -> new AssertionError("no dataset " + uuid));
  }

  private static boolean isUuid(String text) {
    return text.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  }

  private record Dataset(JsonNode asset) {
    private static final Pattern VIEW = Pattern.compile("\\b(?:analysis|published)\\.(\\w+)");

    /**
     * Names that the query gives: columns after AS, subqueries after their parenthesis, parameters
     * of a lambda.
     */
    private static final Pattern DECLARED =
        Pattern.compile("\\bAS\\s+([a-z]\\w*)|[)]\\s+([a-z]\\w*)|([a-z]\\w*)\\s*->");

    /** Columns of a subquery, named together. */
    private static final Pattern COLUMNS = Pattern.compile("\\bAS\\s+\\w+\\s*[(]([a-z_, ]+)[)]");

    private static final Pattern WORD =
        Pattern.compile("(?<![\\w'.])[a-z_][a-z_0-9]*(?!\\w|\\s*\\()");

    /** Lower-case words of Trino's language, written in capitals by convention but for these. */
    private static final Set<String> LANGUAGE = Set.of("timestamp", "integer", "analysis");

    String sql() {
      return asset.path("sql").asText();
    }

    Set<String> views() {
      Set<String> views = new TreeSet<>();
      VIEW.matcher(sql()).results().forEach(match -> views.add(match.group(1)));
      return views;
    }

    /** Words of the query that are no column of its views, no alias of its own and no function. */
    Set<String> unknownWords() {
      String bare =
          sql()
              .replaceAll("--[^\n]*", "")
              .replaceAll("'[^']*'", "''")
              .replaceAll("(analysis|published)\\.\\w+", "");
      Set<String> known = new HashSet<>(LANGUAGE);
      views().forEach(view -> known.addAll(Contract.VIEWS.getOrDefault(view, Set.of())));
      DECLARED
          .matcher(bare)
          .results()
          .forEach(
              match -> {
                for (int group = 1; group <= match.groupCount(); group++) {
                  if (match.group(group) != null) {
                    known.add(match.group(group));
                  }
                }
              });
      COLUMNS
          .matcher(bare)
          .results()
          .forEach(match -> known.addAll(List.of(match.group(1).split(", *"))));
      Set<String> unknown = new TreeSet<>();
      WORD.matcher(bare).results().forEach(match -> unknown.add(match.group()));
      unknown.removeAll(known);
      return unknown;
    }

    Set<String> columnsNotSelected() {
      Set<String> missing = new TreeSet<>(columns());
      missing.removeIf(column -> Pattern.compile("\\b" + column + "\\b").matcher(sql()).find());
      return missing;
    }

    Set<String> columns() {
      return names("columns", "column_name");
    }

    Set<String> fields() {
      Set<String> fields = columns();
      fields.addAll(names("metrics", "metric_name"));
      return fields;
    }

    private Set<String> names(String part, String field) {
      Set<String> names = new TreeSet<>();
      asset.path(part).forEach(node -> names.add(node.path(field).asText()));
      return names;
    }
  }

  private static final class Chart {
    private static final List<String> SINGLE = List.of("metric", "x_axis", "x_axis_sort");
    private static final List<String> SEVERAL =
        List.of("metrics", "metrics_b", "groupby", "groupby_b", "all_columns");

    private Chart() {}

    static Set<String> fields(JsonNode params) {
      Set<String> fields = new TreeSet<>();
      SINGLE.forEach(name -> fields.add(params.path(name).asText()));
      SEVERAL.forEach(name -> params.path(name).forEach(node -> fields.add(node.asText())));
      params.path("column_config").fieldNames().forEachRemaining(fields::add);
      Stream.of("adhoc_filters", "adhoc_filters_b")
          .forEach(
              name -> params.path(name).forEach(node -> fields.add(node.path("subject").asText())));
      fields.remove("");
      return fields;
    }
  }

  private record Dashboard(Map<String, JsonNode> boxes) {
    static Dashboard of(JsonNode dashboard) {
      Map<String, JsonNode> boxes = new TreeMap<>();
      dashboard
          .path("position")
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue().isObject()) {
                  boxes.put(entry.getKey(), entry.getValue());
                }
              });
      return new Dashboard(boxes);
    }

    Set<String> charts() {
      return boxes.values().stream()
          .filter(box -> box.path("type").asText().equals("CHART"))
          .map(box -> box.path("meta").path("uuid").asText())
          .collect(toSet());
    }

    /** Boxes whose last parent does not list them as a child, or whose row is wider than 12. */
    List<String> misplacedBoxes() {
      List<String> faults = new ArrayList<>();
      boxes.forEach(
          (id, box) -> {
            JsonNode parents = box.path("parents");
            if (!parents.isEmpty() && !id.equals("GRID_ID")) {
              JsonNode parent = boxes.get(parents.get(parents.size() - 1).asText());
              if (parent == null || !contains(parent.path("children"), id)) {
                faults.add(id + " is no child of its parent");
              }
            }
            int width = 0;
            for (JsonNode child : box.path("children")) {
              width += boxes.getOrDefault(child.asText(), box).path("meta").path("width").asInt();
            }
            if (box.path("type").asText().equals("ROW") && width > 12) {
              faults.add(id + " is " + width + " wide");
            }
          });
      return faults;
    }

    private static boolean contains(JsonNode texts, String text) {
      for (JsonNode node : texts) {
        if (node.asText().equals(text)) {
          return true;
        }
      }
      return false;
    }
  }
}
