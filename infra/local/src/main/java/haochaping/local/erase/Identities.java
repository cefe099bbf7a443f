package haochaping.local.erase;

import haochaping.ingest.decode.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The people to erase, by the tokens of their certificate numbers and phones. */
final class Identities {
  /** What stands between quotation marks, or else a run of what identities are written with. */
  private static final Pattern WORD = Pattern.compile("(?<=\")[^\"\\\\]+(?=\")|[0-9A-Za-z_-]+");

  private final RecordDecoder decoder;
  private final Set<String> tokens = new LinkedHashSet<>();

  /**
   * @param readable certificate numbers and phones as people write them
   * @param tokens as the tables have them
   */
  Identities(RecordDecoder decoder, Collection<String> readable, Collection<String> tokens) {
    this.decoder = decoder;
    for (String identity : readable) {
      this.tokens.add(decoder.token(identity));
      // The last character of a certificate number may be an x, which is written either way.
      this.tokens.add(decoder.token(identity.toUpperCase(Locale.ROOT)));
      this.tokens.add(decoder.token(identity.toLowerCase(Locale.ROOT)));
    }
    this.tokens.addAll(tokens);
  }

  Set<String> tokens() {
    return tokens;
  }

  /**
   * Whether a refused record speaks of one of the people or of one of some projects.
   *
   * @param payload as it lies in the table
   * @param numbers of the projects
   */
  boolean concerns(byte[] payload, Set<String> numbers) {
    try {
      return isIn(decoder.reveal(payload), numbers);
    } catch (GeneralSecurityException e) {
      // Hidden under another key, and so were its tokens: nobody can tell whose it is.
      return false;
    }
  }

  /** Whether a raw record speaks of one of the people or of one of some projects. */
  boolean isIn(byte[] record, Set<String> numbers) {
    for (Matcher words = WORD.matcher(new String(record, StandardCharsets.UTF_8)); words.find(); ) {
      if (speaks(words.group(), numbers)) {
        return true;
      }
    }
    return false;
  }

  private boolean speaks(String word, Set<String> numbers) {
    return numbers.contains(word) || tokens.contains(decoder.token(word));
  }
}
