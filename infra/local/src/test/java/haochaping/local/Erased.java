package haochaping.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * People of a simulated city who are to be erased, and all words that could betray them: numbers,
 * their tokens (HMAC-SHA-256 worked out here), and texts that nobody else wrote.
 */
record Erased(List<String> certificates, List<String> words) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORTEST_TEXT = 6;

  /** Chooses people with an ordinary number, those first who wrote something. */
  static Erased choose(Path city, World world, int people) throws Exception {
    Map<String, List<JsonNode>> reviews = new TreeMap<>();
    Map<String, Set<String>> writers = new HashMap<>();
    for (JsonNode review : records(city.resolve("reviews.jsonl"))) {
      String certificate = review.path("certKey").asText("");
      String text = review.path("writingEvaluation").asText("");
      writers.computeIfAbsent(text, t -> new HashSet<>()).add(certificate);
      if (certificate.length() == 18) {
        reviews.computeIfAbsent(certificate, c -> new ArrayList<>()).add(review);
      }
    }
    Set<String> words = new TreeSet<>();
    List<String> chosen = new ArrayList<>();
    reviews.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(r -> hasOwnText(r, writers)))
        .limit(people / 2)
        .forEach(one -> chosen.add(one.getKey()));
    reviews.keySet().stream()
        .filter(one -> !chosen.contains(one))
        .limit(people - chosen.size())
        .forEach(chosen::add);
    for (String certificate : chosen) {
      words.add(certificate);
      words.add(token(world, certificate));
      for (JsonNode review : reviews.get(certificate)) {
        if (hasOwnText(review, writers)) {
          words.add(review.path("writingEvaluation").asText());
        }
      }
    }
    return new Erased(chosen, List.copyOf(words));
  }

  /**
   * Phones in texts are masked on the way: a text with one is looked for in the raw topics only.
   */
  private static boolean hasOwnText(JsonNode review, Map<String, Set<String>> writers) {
    String text = review.path("writingEvaluation").asText("");
    return text.length() >= SHORTEST_TEXT
        && text.indexOf('\'') < 0
        && writers.get(text).size() == 1;
  }

  /** The records of a file that are whole; faulty ones are part of a feed. */
  private static List<JsonNode> records(Path file) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line :
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()) {
      try {
        records.add(JSON.readTree(line));
      } catch (JsonProcessingException e) {
        // Not one that anybody could be found by.
      }
    }
    return records;
  }

  private static String token(World world, String identity)
      throws IOException, GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(Files.readString(world.tokenKeyFile()).strip());
    byte[] tokens = hmac(key, "haochaping token");
    byte[] digest = hmac(tokens, identity);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOf(digest, 16));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
