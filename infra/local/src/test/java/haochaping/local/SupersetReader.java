package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.local.services.Superset;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An account that asks Superset's interfaces itself, as one does who distrusts its pages. */
final class SupersetReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN =
      Pattern.compile("name=\"csrf_token\"[^>]*value=\"([^\"]+)\"");

  private final String address;
  private final HttpClient http;
  private String csrfToken = "";

  /**
   * Logs in.
   *
   * @param account its name, or null for a visitor without one
   */
  SupersetReader(World world, String account) throws IOException, InterruptedException {
    address = new Superset(world).address();
    http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    if (account == null) {
      return;
    }
    Matcher token = TOKEN.matcher(get("/login/").body());
    // The page may hold its data as JSON instead of a form.
    String first = token.find() ? token.group(1) : csrf();
    String password = JSON.readTree(world.accountsFile().toFile()).path(account).asText();
    String form =
        "username="
            + encoded(account)
            + "&password="
            + encoded(password)
            + "&csrf_token="
            + encoded(first);
    HttpResponse<String> answer =
        http.send(
            request("/login/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400
        || answer.headers().firstValue("Location").orElse("").contains("/login")) {
      throw new IllegalStateException(account + " is not let in: " + answer);
    }
    csrfToken = csrf();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String csrf() throws IOException, InterruptedException {
    return JSON.readTree(get("/api/v1/security/csrf_token/").body()).path("result").asText();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).header("Referer", address + "/");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, Object body)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-CSRFToken", csrfToken)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Numbers of the data sets that the account may name, by name. */
  Map<String, Integer> datasets() throws IOException, InterruptedException {
    Map<String, Integer> datasets = new TreeMap<>();
    JsonNode list = JSON.readTree(get("/api/v1/dataset/?q=(page_size:100)").body());
    for (JsonNode one : list.path("result")) {
      datasets.put(one.path("table_name").asText(), one.path("id").asInt());
    }
    return datasets;
  }

  /** All charts, a line each: title, form, data set, how to read it. */
  List<String> charts() throws IOException, InterruptedException {
    List<String> charts = new ArrayList<>();
    int count = 1;
    // Superset gives a hundred at once, whatever is asked for.
    for (int page = 0; charts.size() < count; page++) {
      String path = "/api/v1/chart/?q=(page:" + page + ",page_size:100)";
      JsonNode list = JSON.readTree(get(path).body());
      assertThat(list.path("result")).as(path).isNotEmpty();
      count = list.path("count").asInt();
      for (JsonNode one : list.path("result")) {
        List<String> dashboards = one.path("dashboards").findValuesAsText("dashboard_title");
        charts.add(
            String.join(
                " | ",
                one.path("slice_name").asText(),
                one.path("viz_type").asText(),
                one.path("datasource_name_text").asText(),
                one.path("description").asText(),
                dashboards.stream().sorted().toList().toString()));
      }
    }
    Collections.sort(charts);
    return charts;
  }

  /** Slugs of the dashboards that the account is shown in Chinese. */
  Set<String> dashboards() throws IOException, InterruptedException {
    Set<String> slugs = new TreeSet<>();
    JsonNode list = JSON.readTree(get("/api/v1/dashboard/?q=(page_size:100)").body());
    for (JsonNode one : list.path("result")) {
      slugs.add(one.path("slug").asText());
    }
    slugs.removeIf(slug -> slug.endsWith("-en"));
    return slugs;
  }

  /** What opening a dashboard by its name answers: 200, or a refusal. */
  int opening(String slug) throws IOException, InterruptedException {
    return get("/api/v1/dashboard/" + slug).statusCode();
  }

  /**
   * A chart of one's own over a data set.
   *
   * @param metric SQL of what is asked for
   * @param format json or csv
   */
  Answer chart(int dataset, String metric, String format) throws IOException, InterruptedException {
    Map<String, Object> query =
        Map.of(
            "columns",
            new Object[0],
            "metrics",
            new Object[] {
              Map.of("expressionType", "SQL", "sqlExpression", metric, "label", "asked")
            },
            "row_limit",
            1000);
    HttpResponse<String> answer =
        post(
            "/api/v1/chart/data",
            Map.of(
                "datasource",
                Map.of("id", dataset, "type", "table"),
                "queries",
                new Object[] {query},
                "result_format",
                format,
                "result_type",
                "full"));
    if (answer.statusCode() != 200) {
      return new Answer(answer.statusCode(), answer.body());
    }
    return new Answer(
        200,
        format.equals("csv")
            ? answer.body().replace("\uFEFF", "").strip().lines().skip(1).findFirst().orElse("")
            : JSON.readTree(answer.body()).at("/result/0/data/0/asked").asText());
  }

  /** A statement in SQL Lab; of the result the first cell. */
  Answer sqlLab(String sql) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(
            "/api/v1/sqllab/execute/",
            Map.of(
                "client_id",
                UUID.randomUUID().toString().substring(0, 10),
                "database_id",
                1,
                "catalog",
                "lake",
                "schema",
                "analysis",
                "sql",
                sql,
                "runAsync",
                false,
                "queryLimit",
                100));
    if (answer.statusCode() != 200) {
      return new Answer(answer.statusCode(), answer.body());
    }
    JsonNode first = JSON.readTree(answer.body()).at("/data/0");
    return new Answer(200, first.isEmpty() ? "" : first.elements().next().asText());
  }

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param value the cell asked for, or the error's text
   */
  record Answer(int status, String value) {}
}
