package haochaping.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of questions in SQL: its blocks, as a reader copies them. */
final class Questions {
  private static final Path PAGE = Command.ROOT.resolve("schemas/QUESTIONS.md");

  private Questions() {}

  /**
   * The blocks of a language, in order.
   *
   * @param language the word after the three ticks; none for a block without
   */
  static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(Files.readString(PAGE));
    return block.results().map(found -> found.group(1).strip()).toList();
  }
}
