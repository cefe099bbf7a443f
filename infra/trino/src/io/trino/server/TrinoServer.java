package io.trino.server;

import io.trino.Session;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Starts the assembled Trino server: {@code java @ETC/jvm.config -cp 'HOME/lib/*' io.trino.server.TrinoServer ETC}.
 *
 * <p>Trino reads its configuration from system properties. Those that its own launcher script would pass one by one
 * are set here from the folder ETC; one given with {@code -D} wins. The plugin folder lies beside the folder of the jar
 * that holds this class. In Trino's package because {@link Server#start} is protected.
 */
public final class TrinoServer {
  private TrinoServer() {}

  public static void main(String[] args) throws IOException, URISyntaxException {
    if (args.length != 1) {
      System.err.println("usage: TrinoServer ETC (the folder of config.properties)");
      System.exit(2);
    }
    Path etc = Path.of(args[0]).toAbsolutePath();
    setDefault("config", etc.resolve("config.properties").toString());
    setDefault("log.levels-file", etc.resolve("log.properties").toString());
    setDefault("plugin.dir", home().resolve("plugin").toString());
    Properties node = new Properties();
    try (Reader reader = Files.newBufferedReader(etc.resolve("node.properties"))) {
      node.load(reader);
    }
    node.stringPropertyNames().forEach(name -> setDefault(name, node.getProperty(name)));
    // Not asked of Server: this class's own jar may have defined their common package.
    new Server().start(Session.class.getPackage().getImplementationVersion());
  }

  private static Path home() throws URISyntaxException {
    Path jar =
        Path.of(TrinoServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return jar.getParent().getParent();
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
