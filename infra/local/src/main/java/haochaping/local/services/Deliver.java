package haochaping.local.services;

import haochaping.deliver.DeliverJob;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.contacts.ContactsFile;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.JobOptions;
import haochaping.platform.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The process that tells people of findings. */
public final class Deliver extends Service {
  private static final String PROFILE = "/haochaping/schemas/profiles/contacts.yaml";

  public Deliver(World world) {
    super(world, "deliver");
  }

  @Override
  public String address() {
    return "http://" + World.HOST + ":" + world.port(World.Port.DELIVER);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(90);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.DELIVER);
  }

  /**
   * The world's contacts; made for the demonstration city where there are none.
   *
   * @throws Failure naming what is wrong with them
   */
  public Contacts contacts() {
    if (!Files.exists(world.contactsFile())) {
      World.writeOwn(world.contactsFile(), demonstration());
    }
    return contacts(world, world.contactsFile());
  }

  /** The contacts of a file, with the secrets of a world. */
  public static Contacts contacts(World world, Path file) {
    try {
      return ContactsFile.read(file, world.secretNames(), DeadlineProfile.read().days());
    } catch (IllegalArgumentException e) {
      throw Failure.of(e.getMessage(), e);
    }
  }

  private static String demonstration() {
    try (InputStream in = Deliver.class.getResourceAsStream(PROFILE)) {
      StringBuilder text = new StringBuilder(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      for (Map<String, String> row : Reference.rows("departments")) {
        String code = row.get("dept_code");
        text.append(
            String.format(
                "  %s: {mail: %s@departments.example, deputy: deputy.%s@departments.example}"
                    + "  # %s%n",
                code, code, code, row.get("name")));
      }
      return text.toString();
    } catch (IOException e) {
      throw Failure.of(PROFILE + " cannot be read: " + World.reason(e), e);
    }
  }

  @Override
  protected ProcessBuilder command() throws IOException {
    contacts();
    Properties options = new Properties();
    options.setProperty("hcp.kafka.bootstrap", world.kafka());
    options.setProperty(JobOptions.CATALOG_URI.key(), world.jdbc(Postgres.CATALOG_DATABASE));
    options.setProperty(JobOptions.CATALOG_USER.key(), Postgres.USER);
    options.setProperty(JobOptions.CATALOG_PASSWORD.key(), world.secret("postgres"));
    options.setProperty(JobOptions.WAREHOUSE.key(), world.warehouse());
    options.setProperty("hcp.deliver.contacts", world.contactsFile().toString());
    options.setProperty("hcp.deliver.secrets", world.secretsFile().toString());
    options.setProperty("hcp.deliver.mailbox", world.mailbox().toString());
    options.setProperty("hcp.deliver.port", Integer.toString(world.port(World.Port.DELIVER)));
    options.setProperty("hcp.deliver.link", address());
    options.setProperty(
        "hcp.deliver.dashboard", new Superset(world).address() + "/superset/dashboard/overview/");
    StringWriter text = new StringWriter();
    options.store(text, null);
    Path file = world.folder("deliver").resolve("deliver.properties");
    World.writeOwn(file, text.toString());
    return new ProcessBuilder(
        Java.command(
            List.of(
                "-Xms32m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.maxReqTime=10",
                "-Dsun.net.httpserver.maxRspTime=10",
                "-Dfile.encoding=UTF-8"),
            DeliverJob.class.getName(),
            file.toString()));
  }

  @Override
  public boolean isReady() {
    return get(address() + "/health", Map.of()).isPresent();
  }
}
