package haochaping.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import haochaping.local.services.Superset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A real browser before Superset. */
final class Browser implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 300_000;
  private static final double LOGIN_MILLIS = 60_000;
  private static final List<String> EXECUTABLES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** A chart that waits, or was given up, has an empty slice. */
  private static final String EVERY_CHART_IS_DRAWN =
      """
      () => {
        const charts = [...document.querySelectorAll('.chart-container')]
            .filter(chart => chart.checkVisibility());
        return charts.length > 0 && charts.every(chart =>
            chart.querySelector('[role=alert], .ant-empty')
            || [...chart.querySelectorAll('.slice_container')].some(slice =>
                slice.innerText.trim() !== '' || slice.querySelector('canvas, svg')));
      }
      """;

  /** Pixels from the top of the page to the end of its last chart, with a margin. */
  private static final String LENGTH =
      """
      () => Math.ceil(40 + Math.max(...[...document.querySelectorAll('.dashboard-content .grid-content > *')]
          .map(row => row.getBoundingClientRect().bottom + window.scrollY)))
      """;

  private final World world;
  private final String address;
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final Page page;
  private final List<String> seen = new ArrayList<>();

  /** As wide as the wall's. */
  Browser(World world) {
    this(world, 1920, 1080);
  }

  /**
   * @param width pixels
   * @param height pixels
   */
  Browser(World world, int width, int height) {
    this.world = world;
    address = new Superset(world).address();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Path chromium =
        EXECUTABLES.stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no Chromium: apt-get install chromium"));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                // What moves while it waits is drawn by the processor that it waits for.
                .setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            seen.add("console: " + message.text());
          }
        });
    page.onPageError(error -> seen.add("script: " + error));
    page.onRequestFailed(request -> seen.add(request.failure() + ": " + request.url()));
    page.onResponse(
        response -> {
          if (response.status() >= 400) {
            seen.add(response.status() + ": " + response.url());
          }
        });
  }

  /** Logs in; a page that is slow may take a form over only after it was filled, and empty it. */
  void logIn(String account) throws IOException {
    JsonNode accounts = new ObjectMapper().readTree(world.accountsFile().toFile());
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) PATIENCE_MILLIS);
    while (true) {
      page.navigate(address + "/login/");
      Locator fields = page.locator("form input:not([type=hidden])");
      fields.first().waitFor();
      fields.nth(0).fill(account);
      fields.nth(1).fill(accounts.path(account).asText());
      page.locator("form button[type=submit]").first().click();
      try {
        page.waitForURL(
            url -> !url.contains("/login"),
            new Page.WaitForURLOptions()
                .setWaitUntil(WaitUntilState.COMMIT)
                .setTimeout(LOGIN_MILLIS));
        return;
      } catch (TimeoutError e) {
        if (System.nanoTime() > end) {
          throw new AssertionError(told("nobody was let in"), e);
        }
      }
    }
  }

  /** Switches the session to a language: zh or en. */
  void speak(String language) {
    page.navigate(address + "/lang/" + language);
  }

  /** All that the page says. */
  String text() {
    return page.locator("body").innerText();
  }

  /**
   * Opens a dashboard and waits until its charts are drawn, tab by tab.
   *
   * @param picture where the first tab is pictured
   * @return what is wrong with it, a line each
   */
  List<String> open(String slug, Path picture) throws IOException {
    try {
      return draw(slug, picture);
    } catch (TimeoutError e) {
      throw new AssertionError(told("the dashboard was not drawn"), e);
    }
  }

  private String told(String what) {
    return what
        + "; at "
        + page.url()
        + " stands:\n"
        + page.locator("body").innerText()
        + "\nand before:\n"
        + String.join("\n", seen);
  }

  private List<String> draw(String slug, Path picture) throws IOException {
    String dashboard = address + "/superset/dashboard/" + slug + "/";
    // Whoever logs in may stand before it already; another load would leave its queries running.
    if (!page.url().startsWith(dashboard)) {
      page.navigate(dashboard);
    }
    List<String> problems = new ArrayList<>();
    page.locator(".chart-container").first().waitFor();
    List<Locator> tabs = page.locator("[role=tab]").all();
    int count = Math.max(1, tabs.size());
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        tabs.get(i).click();
      }
      awaitCharts();
      if (i == 0) {
        for (Locator empty : page.locator(".ant-empty:visible").all()) {
          problems.add("an empty chart: " + empty.innerText());
        }
        Files.write(picture, still());
      }
      for (Locator error : page.locator("[role=alert]:visible, .ant-alert-error:visible").all()) {
        problems.add("tab " + i + ": " + error.innerText().replace('\n', ' '));
      }
    }
    return problems;
  }

  /**
   * Pictures a tab of a dashboard from top to bottom.
   *
   * @param tab from 0; 0 too where there are none
   */
  void picture(String slug, int tab, Path picture) throws IOException {
    page.navigate(address + "/superset/dashboard/" + slug + "/");
    page.locator(".chart-container").first().waitFor();
    if (tab > 0) {
      page.locator(".dashboard-component-tabs [role=tab]").nth(tab).click();
    }
    awaitCharts();
    int width = page.viewportSize().width;
    int height = page.viewportSize().height;
    // Charts below the fold are drawn when they come into view.
    page.setViewportSize(width, ((Number) page.evaluate(LENGTH)).intValue());
    awaitCharts();
    Files.write(picture, still());
    page.setViewportSize(width, height);
  }

  private void awaitCharts() {
    page.waitForCondition(
        () -> (Boolean) page.evaluate(EVERY_CHART_IS_DRAWN),
        new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
  }

  /** A picture of the page once nothing moves in it: charts grow when they are drawn. */
  private byte[] still() {
    AtomicReference<byte[]> last = new AtomicReference<>(page.screenshot());
    page.waitForCondition(
        () -> {
          byte[] next = page.screenshot();
          return Arrays.equals(next, last.getAndSet(next));
        },
        new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
    return last.get();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
