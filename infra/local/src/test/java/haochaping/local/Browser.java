package haochaping.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import haochaping.local.services.Superset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real browser before Superset. */
final class Browser implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 90_000;
  private static final List<String> EXECUTABLES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final World world;
  private final String address;
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final Page page;

  Browser(World world) {
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
            new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1920, 1080));
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
  }

  void logIn(String account) throws IOException {
    JsonNode accounts = new ObjectMapper().readTree(world.accountsFile().toFile());
    page.navigate(address + "/login/");
    Locator fields = page.locator("form input:not([type=hidden])");
    fields.first().waitFor();
    fields.nth(0).fill(account);
    fields.nth(1).fill(accounts.path(account).asText());
    page.locator("form button[type=submit]").first().click();
    page.waitForURL(url -> !url.contains("/login"));
  }

  /**
   * Opens a dashboard and waits until its charts are drawn, tab by tab.
   *
   * @param picture where the first tab is pictured
   * @return what is wrong with it, a line each
   */
  List<String> open(String slug, Path picture) {
    page.navigate(address + "/superset/dashboard/" + slug + "/");
    List<String> problems = new ArrayList<>();
    page.locator(".chart-container, .dashboard-chart").first().waitFor();
    page.waitForLoadState(LoadState.LOAD);
    List<Locator> tabs = page.locator("[role=tab]").all();
    int count = Math.max(1, tabs.size());
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        tabs.get(i).click();
      }
      page.waitForCondition(
          () ->
              page.locator(".chart-container:visible").count() > 0
                  && page.locator(".loading:visible, [data-test=loading-indicator]:visible").count()
                      == 0,
          new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
      if (i == 0) {
        for (Locator empty : page.locator(".ant-empty:visible").all()) {
          problems.add("an empty chart: " + empty.innerText());
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(picture));
      }
      for (Locator error : page.locator("[role=alert]:visible, .ant-alert-error:visible").all()) {
        problems.add("tab " + i + ": " + error.innerText().replace('\n', ' '));
      }
    }
    return problems;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
