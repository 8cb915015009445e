using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>A newcomer sees accounts being collected, breaks their networks, and sees who hears of it.</summary>
public sealed class NetworkStoryTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private const string FromBot = ".message:not(.own)";
    private const long ClientChat = -1_001_000_000_014;
    private const string Silent = "від Instagram немає цифр";

    /// <summary>The clock stops at everything that is due.</summary>
    private static readonly LocatorAssertionsToBeEnabledOptions Long = new() { Timeout = 240_000 };

    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await fixture.StartAsync(TestContext.Current.CancellationToken, new DateTime(2026, 11, 21, 10, 41, 0), collects: true);
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Network_BrokenAndMended_IsSeenByTheTeamAndNotByTheClient()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address);
        await page.Locator("#networks-item").ClickAsync();
        await Expect(page.Locator(".account")).ToHaveCountAsync(6);
        await Expect(page.Locator(".account[data-standing='ok']")).ToHaveCountAsync(6);
        await Screenshots.TakeAsync(page, "networks-desktop-light");
        await Expect(Account(page, "meta-ads").Locator("progress")).ToHaveAttributeAsync("value", "1", new() { Timeout = 120_000 });
        await Expect(Account(page, "facebook").Locator(".filling")).ToBeHiddenAsync(new() { Timeout = 120_000 });

        await Switch(page, "instagram", "down").ClickAsync();
        await Expect(Switch(page, "instagram", "down")).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(Account(page, "instagram").Locator(".why")).ToContainTextAsync("переведіть годинник");
        await MoveAsync(page, "day");
        await Expect(Account(page, "instagram")).ToHaveAttributeAsync("data-standing", "failing");
        await Expect(Account(page, "instagram").Locator(".why")).ToContainTextAsync("сервер не відповідає");
        await Expect(page.Locator("#networks-ill")).ToHaveTextAsync("1");
        await TakeAllAsync("networks-broken");

        await page.Locator("#networks-team").ClickAsync();
        var warning = page.Locator(FromBot).Filter(new() { HasText = "Дані акаунта не збираються · Instagram «hai.garden»" });
        await Expect(warning.First).ToContainTextAsync("Сервер не відповідає");
        await page.FillAsync("#text", "/status");
        await page.PressAsync("#text", "Enter");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("⚠️ Instagram «hai.garden» не оновлюється з 21 листопада");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("Facebook, Telegram, YouTube по 22 листопада");
        await Screenshots.TakeAsync(page, "networks-warned");
        Assert.Equal(0, MessagesOfTheBot(ClientChat));

        await MoveAsync(page, "monday");
        await page.OpenChatAsync(ClientChat);
        var digest = Assert.Single(await page.Locator(FromBot).AllInnerTextsAsync());
        Assert.Single(digest.Split('\n'), line => line.Contains(Silent, StringComparison.Ordinal));
        await Screenshots.TakeAsync(page, "networks-digest");

        await page.Locator("#networks-item").ClickAsync();
        await Switch(page, "instagram", "down").ClickAsync();
        await MoveToAsync(page, "2026-11-23T16:30");
        await Expect(Account(page, "instagram")).ToHaveAttributeAsync("data-standing", "ok");
        await Expect(page.Locator("#networks-ill")).ToBeHiddenAsync();
        await page.Locator("#networks-team").ClickAsync();
        await Expect(page.Locator(FromBot).Filter(new() { HasText = "✅ Садовий центр «Гай» · Дані акаунта не збираються · Instagram «hai.garden»" }).First).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "networks-mended");
        Assert.Equal(1, MessagesOfTheBot(ClientChat));
    }

    [Fact]
    public async Task Token_ThatDied_IsAskedForAnewAndGiven()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, locale: "en-GB");
        await page.Locator("#networks-item").ClickAsync();
        await Switch(page, "facebook", "deadToken").ClickAsync();
        await MoveAsync(page, "hour");

        await Expect(Account(page, "facebook").Locator(".standing")).ToHaveTextAsync("connect again");
        await Expect(Account(page, "facebook").Locator(".again")).ToBeHiddenAsync();

        // What is mended within a minute nobody is told of.
        await MoveAsync(page, "quarter");
        await Switch(page, "facebook", "deadToken").ClickAsync();
        await Expect(Account(page, "facebook").Locator(".account-faults .again")).ToHaveCountAsync(0);
        await Account(page, "facebook").Locator(".again").ClickAsync();

        await Expect(Account(page, "facebook").Locator(".standing")).ToHaveTextAsync("is collected");
        await page.Locator("#networks-team").ClickAsync();
        await Expect(page.Locator(FromBot).Filter(new() { HasText = "Доступ до акаунта втрачено · Facebook «hai.garden»" }).First).ToBeVisibleAsync();
    }

    private static ILocator Account(IPage page, string network) => page.Locator($".account[data-network='{network}']");

    private static ILocator Switch(IPage page, string network, string fault) => Account(page, network).Locator($"[data-break='{fault}']");

    private static Task MoveAsync(IPage page, string to) => PressAsync(page, page.Locator($"[data-move='{to}']:visible").First);

    private static async Task MoveToAsync(IPage page, string wall)
    {
        await page.FillAsync("#clock-input", wall);
        await PressAsync(page, page.Locator("#clock-form button"));
    }

    private static async Task PressAsync(IPage page, ILocator button)
    {
        await Expect(button).ToBeEnabledAsync(Long);
        var moved = page.WaitForResponseAsync(response => response.Url.EndsWith("/api/clock", StringComparison.Ordinal), new() { Timeout = 240_000 });
        await button.ClickAsync();
        Assert.True((await moved).Ok);
        await Expect(page.Locator(".clock [data-move='quarter']")).ToBeEnabledAsync(Long);
    }

    private int MessagesOfTheBot(long chatId) => fixture.Sandbox.Telegram.World.MessagesOf(chatId).Count(message => message.From.IsBot);

    private async Task TakeAllAsync(string name)
    {
        foreach (var (phone, dark) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone, dark, phone ? "en-GB" : "uk-UA");
            await Screenshots.TakeAsync(page, $"{name}-list-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
            await page.Locator("#networks-item").ClickAsync();
            await Expect(page.Locator(".account")).ToHaveCountAsync(6);
            await Screenshots.TakeAsync(page, $"{name}-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
            Assert.Equal(phone ? 390 : 1280, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.Context.CloseAsync();
        }
    }
}
