using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>A newcomer writes to the shop as a customer on a Friday evening and follows the wait to its end, by moving the clock.</summary>
public sealed class CustomerStoryTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private const string FromBot = ".message:not(.own)";
    private const string Shop = "Крамниця «Льон»";

    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await fixture.StartAsync(TestContext.Current.CancellationToken, new DateTime(2026, 11, 20, 17, 40, 0));
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Customer_OfAFriday_IsNobodysWorryUntilMondayAndOneMessageTellsTheRest()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address);
        await AskOnFridayAsync(page);

        await page.OpenChatAsync(AgencyScene.TeamChatId);
        var story = page.Locator(FromBot).Filter(new() { HasText = Shop + " · Telegram:" });
        await page.Locator("[data-move='monday']").ClickAsync();
        await ExpectClockAsync(page, "понеділок, 23 листопада, 09:0");
        await ExpectStoppedAsync(page);
        await Expect(page.Locator(".message")).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(page, "waiting-weekend");

        var id = await WarnedAsync(page, story);
        await ShowOnAPhoneAsync();
        await AnswerAsync(page);
        await page.OpenChatAsync(AgencyScene.TeamChatId);
        await Expect(story).ToHaveCountAsync(1);
        await Expect(story).ToHaveAttributeAsync("data-id", id);

        // Asked within the minute of 17:50 and answered within that of 09:33: the clock runs by itself between them.
        await Expect(story.Locator(".words")).ToContainTextAsync(new Regex(@"✅\sКрамниця\s«Льон»\s·\sTelegram:\sвідповіли\sза\s4[1-4]\sхв\sробочого\sчасу"));
        await Expect(story.Locator(".words")).ToContainTextAsync("норма 30 хв робочого часу · Марко");
        await Expect(story.Locator(".key")).ToHaveCountAsync(0);
        await WriteAsync(page, "/waiting льон");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("Ніхто не чекає на відповідь");
        await Screenshots.TakeAsync(page, "waiting-answered");

        await ExpectFigureAsync(page);
    }

    [Fact]
    public async Task CustomersChat_OnAPhone_SaysWhatToDo()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone: true, dark: true, locale: "en-GB");
        await Expect(page.Locator($"[data-chat='{AgencyScene.CustomerId}'] .kind")).ToHaveTextAsync("customer");

        await page.OpenChatAsync(AgencyScene.CustomerId);

        await Expect(page.Locator("#hint")).ToContainTextAsync("The bot only listens");
        await Expect(page.Locator("#writer")).ToHaveValueAsync($"{AgencyScene.CustomerId}");
        await Expect(page.Locator("#menu-button")).ToBeHiddenAsync();
        await Expect(page.Locator("#attach")).ToBeHiddenAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Screenshots.TakeAsync(page, "waiting-phone-dark-en");
    }

    private static async Task AskOnFridayAsync(IPage page)
    {
        await page.OpenChatAsync(AgencyScene.CustomerId);
        await Expect(page.Locator("#hint")).ToContainTextAsync("Ви пишете як Катерина");
        await MoveAsync(page, "2026-11-20T17:50");
        await ExpectClockAsync(page, "20 листопада, 17:50");
        await ExpectStoppedAsync(page);
        await Screenshots.TakeAsync(page, "waiting-begin");
        await WriteAsync(page, "Добрий день! Чи є лляна скатертина 150 × 220?");
        await Expect(page.Locator(".message.own .words")).ToContainTextAsync("скатертина");
        await Expect(page.Locator("#hint")).ToContainTextAsync("Катерина чекає");
    }

    /// <summary>The nudge, and the alert that takes its place with a sound; somebody takes it. Gives the alert.</summary>
    private static async Task<string> WarnedAsync(IPage page, ILocator story)
    {
        await page.Locator(".clock [data-move='quarter']").ClickAsync();
        await Expect(story).ToHaveCountAsync(1);
        await Expect(story.Locator(".words")).ToContainTextAsync("🟡 Крамниця «Льон» · Telegram: чекає 24 хв робочого часу");
        await Expect(story.Locator(".words")).ToContainTextAsync("«Добрий день! Чи є лляна скатертина 150 × 220?»");
        await Expect(story.Locator(".words")).ToContainTextAsync("Норма 30 хв робочого часу мине о 09:20");
        await Expect(story.Locator(".meta")).ToContainTextAsync("09:14");
        var nudge = await story.GetAttributeAsync("data-id");
        await Screenshots.TakeAsync(page, "waiting-nudge");

        await ExpectClockAsync(page, "09:15");
        await ExpectStoppedAsync(page);
        await page.Locator(".clock [data-move='quarter']").ClickAsync();
        await Expect(story.Locator(".words")).ToContainTextAsync("🔴 Крамниця «Льон» · Telegram: чекає 30 хв робочого часу");
        await Expect(story.Locator(".words")).ToContainTextAsync("минула о 09:20, нагадали о 09:14");
        await Expect(story.Locator(".meta")).ToContainTextAsync("09:20");
        var id = await story.GetAttributeAsync("data-id");
        Assert.NotEqual(nudge, id);
        await WriteAsync(page, "/waiting льон");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("скатертина");
        await page.SelectOptionAsync("#writer", $"{AgencyScene.ShopStaffId}");
        await page.OpenChatAsync(AgencyScene.TeamChatId);
        await story.GetByRole(AriaRole.Button, new() { Name = "Беру" }).ClickAsync();
        await Expect(story.Locator(".words")).ToContainTextAsync("Відповідає Марко");
        await page.SetViewportSizeAsync(1100, 840);
        await Screenshots.TakeAsync(page, "waiting-alert");
        return id ?? string.Empty;
    }

    private async Task ShowOnAPhoneAsync()
    {
        var phone = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone: true);
        await phone.OpenChatAsync(AgencyScene.TeamChatId);
        await Expect(phone.Locator(FromBot).Filter(new() { HasText = Shop + " · Telegram:" })).ToContainTextAsync("🔴");
        await Screenshots.TakeAsync(phone, "waiting-phone-alert");
        await phone.Locator("#back").ClickAsync();
        await Screenshots.TakeAsync(phone, "waiting-phone-list");
        var dark = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, dark: true, locale: "en-GB");
        await dark.OpenChatAsync(AgencyScene.CustomerId);
        await Expect(dark.Locator("#hint")).ToContainTextAsync("is waiting");
        await Screenshots.TakeAsync(dark, "waiting-dark-en");
    }

    private static async Task AnswerAsync(IPage page)
    {
        await MoveAsync(page, "2026-11-23T09:33");
        await ExpectClockAsync(page, "09:33");
        await ExpectStoppedAsync(page);
        await page.OpenChatAsync(AgencyScene.CustomerId);
        await page.SelectOptionAsync("#writer", $"{AgencyScene.CustomerId}");
        await page.Locator("#hint-writer").ClickAsync();
        await Expect(page.Locator("#text")).ToHaveAttributeAsync("placeholder", "Марко пише…");
        await WriteAsync(page, "Вітаю, Катерино! Так, є біла й сіра. Яку відкласти?");
        await Expect(page.Locator(".message")).ToHaveCountAsync(2);
        await Expect(page.Locator("#hint")).ToContainTextAsync("Відповідь є");
        await Screenshots.TakeAsync(page, "waiting-customer");
    }

    /// <summary>The day after, the answer is among the figures, with the account it came from.</summary>
    private static async Task ExpectFigureAsync(IPage page)
    {
        await MoveAsync(page, "2026-11-24T09:00");
        await ExpectClockAsync(page, "вівторок, 24 листопада, 09:0");
        await ExpectStoppedAsync(page);
        await WriteAsync(page, "/kpi льон 1d");
        var answer = page.Locator(FromBot).Filter(new() { Has = page.Locator(".picture") }).Last;
        await Expect(answer).ToContainTextAsync("23 листопада");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Звідки цифри" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Відповіді", Exact = true }).ClickAsync();
        var sources = page.Locator(FromBot).Filter(new() { HasText = "Звідки цифри · Відповіді" });
        await Expect(sources).ToContainTextAsync("Telegram «Марко»: 1;");
        await Screenshots.TakeAsync(page, "waiting-kpi");
    }

    private static async Task MoveAsync(IPage page, string wall)
    {
        await Expect(page.Locator("#clock-form button")).ToBeEnabledAsync();
        await page.FillAsync("#clock-input", wall);
        await page.Locator("#clock-form button").ClickAsync();
    }

    private static Task ExpectClockAsync(IPage page, string text) => Expect(page.Locator("#now")).ToContainTextAsync(text, new() { Timeout = 240_000 });

    private static Task ExpectStoppedAsync(IPage page) => Expect(page.Locator(".clock [data-move='quarter']")).ToBeEnabledAsync(new() { Timeout = 240_000 });

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }
}
