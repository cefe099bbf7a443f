package haochaping.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the pictures of the pages that show the dashboards; {@code infra/superset/pictures.sh}. */
final class Pictures {
  private record Tab(String dashboard, int number) {}

  private static final Map<String, Tab> PICTURES = new LinkedHashMap<>();

  static {
    PICTURES.put("overview", new Tab("overview", 0));
    PICTURES.put("ranking", new Tab("ranking", 0));
    PICTURES.put("ranking-departments", new Tab("ranking", 1));
    PICTURES.put("findings", new Tab("findings", 0));
    PICTURES.put("funnel", new Tab("findings", 1));
    PICTURES.put("integrity", new Tab("integrity", 0));
    PICTURES.put("workbench", new Tab("workbench", 0));
    PICTURES.put("assessment", new Tab("assessment", 0));
    PICTURES.put("health", new Tab("health", 0));
    PICTURES.put("public", new Tab("public", 0));
  }

  private Pictures() {}

  /**
   * @param arguments the world's folder, and where the pictures go
   */
  public static void main(String[] arguments) throws IOException {
    World world = World.open(Command.ROOT, Path.of(arguments[0]).toAbsolutePath());
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    try (Browser browser = new Browser(world)) {
      browser.logIn("admin");
      for (Map.Entry<String, Tab> one : PICTURES.entrySet()) {
        Path picture = folder.resolve(one.getKey() + ".png");
        browser.picture(one.getValue().dashboard(), one.getValue().number(), picture);
        System.out.println(picture);
      }
    }
  }
}
