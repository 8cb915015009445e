using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>Each switch of the page that breaks something breaks it for the real bot, and what was held up arrives when it is switched off.</summary>
public sealed class FaultSwitchTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private const string FromBot = ".message:not(.own)";

    /// <summary>Staff, in private: nothing arrives there unasked.</summary>
    private const long Marko = 1002;

    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await fixture.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("down")]
    [InlineData("tooMany")]
    public async Task Telegram_ThatTakesNothing_TakesItWhenSwitchedBack(string name)
    {
        var page = await OpenAsync(Marko);
        var before = await page.Locator(FromBot).CountAsync();
        await SwitchAsync(page, name, on: true);

        // The first may be lost with an unknown outcome; the second waits.
        var refused = RefusedCalls();
        await WriteAsync(page, "/help");
        await SmmKpiBot.IntegrationTests.Telegram.Watching.UntilAsync(() => Task.FromResult(RefusedCalls() > refused));
        await WriteAsync(page, "/help");
        await Expect(page.Locator(FromBot)).ToHaveCountAsync(before);
        await SwitchAsync(page, name, on: false);
        await page.Locator(".clock [data-move='hour']").ClickAsync();

        await Expect(page.Locator(FromBot).Nth(before)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Answers_ThatAreLost_AreNotRepeatedForAQuestion()
    {
        var page = await OpenAsync(Marko);
        var before = await page.Locator(FromBot).CountAsync();
        await SwitchAsync(page, "lost", on: true);
        await WriteAsync(page, "/help");
        await Expect(page.Locator(FromBot)).ToHaveCountAsync(before + 1);
        await SwitchAsync(page, "lost", on: false);

        await page.Locator(".clock [data-move='hour']").ClickAsync();
        await WriteAsync(page, "/language");

        await Expect(page.Locator(FromBot)).ToHaveCountAsync(before + 2);
    }

    [Fact]
    public async Task Pictures_SwitchedOff_ComeAsTextUntilSwitchedBack()
    {
        var page = await OpenAsync(Marko);
        var pictures = page.Locator(FromBot + " .picture");
        var before = await pictures.CountAsync();
        await SwitchAsync(page, "noPictures", on: true);
        await WriteAsync(page, "/kpi льон");
        await Expect(page.Locator(FromBot).Last.Locator(".words")).ToContainTextAsync("Льон");
        await Expect(pictures).ToHaveCountAsync(before);

        await SwitchAsync(page, "noPictures", on: false);
        await WriteAsync(page, "/kpi льон");

        await Expect(pictures).ToHaveCountAsync(before + 1);
    }

    [Fact]
    public async Task Client_ThatBlocksTheBot_IsAnsweredAfterComingBack()
    {
        var page = await OpenAsync(AgencyScene.ClinicChatId);
        await SwitchAsync(page, "blocked", on: true);
        Assert.True(fixture.Sandbox.Telegram.World.FindChat(AgencyScene.ClinicChatId)!.BotIsOut);
        await SwitchAsync(page, "blocked", on: false);
        var before = await page.Locator(FromBot).CountAsync();

        await WriteAsync(page, "/help");

        await Expect(page.Locator(FromBot)).ToHaveCountAsync(before + 1);
    }

    private int RefusedCalls() => fixture.Sandbox.Telegram.Calls.Of("sendMessage").Count(call => call.Status >= 400);

    private async Task<IPage> OpenAsync(long chatId)
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address);
        await page.OpenChatAsync(chatId);
        await page.Locator(".faults summary").ClickAsync();
        await Expect(page.Locator(".message")).ToHaveCountAsync(fixture.Sandbox.Telegram.World.MessagesOf(chatId).Count);
        return page;
    }

    private static async Task SwitchAsync(IPage page, string name, bool on)
    {
        await page.Locator($"[data-fault='{name}']").SetCheckedAsync(on);
        await (on ? Expect(page.Locator("#fault-count")).ToHaveTextAsync("1") : Expect(page.Locator("#fault-count")).ToBeHiddenAsync());
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }
}
