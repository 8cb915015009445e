using Microsoft.Playwright;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>A headless Chromium from the machine's packages; nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Path = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Skips the test where there is no Chromium; in CI that is a failure.</summary>
    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Path))
        {
            const string reason = "Chromium is missing: install it with 'apt-get install chromium' to see the page tested.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens the page in a window of its own.</summary>
    public async Task<IPage> OpenAsync(string address, bool phone = false, bool dark = false, string locale = "uk-UA")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 1280 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = phone ? 2 : 1,
            HasTouch = phone,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "Pacific/Auckland",
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
