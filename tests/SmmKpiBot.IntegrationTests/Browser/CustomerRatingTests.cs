using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>A newcomer quarrels with the shop as a customer, resolves it as the team, and rates it with one tap, all on a phone.</summary>
public sealed class CustomerRatingTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private const string FromBot = ".message:not(.own)";

    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await fixture.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Customer_AskedByTheTeam_RatesWithOneTap()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone: true);
        await page.OpenChatAsync(AgencyScene.CustomerId);
        await WriteAsync(page, "Поверніть гроші! Скатертина прийшла з плямою.");
        await Expect(page.Locator(".message.own")).ToHaveCountAsync(1);

        await OpenAsync(page, AgencyScene.TeamChatId);
        await PressAsync(page, "Відкрити конфлікт");
        await PressAsync(page, "Вирішено");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("✅ Конфлікт 1");
        await Screenshots.TakeAsync(page, "rating-resolved");
        await PressAsync(page, "Попросити людину оцінити");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("відповіді ще немає");

        await OpenAsync(page, AgencyScene.CustomerId);
        await Expect(page.Locator(".message").Last).ToContainTextAsync("Крамниця «Льон»: як ви оцінюєте вирішення вашого звернення?");
        await Expect(page.Locator("#hint")).ToContainTextAsync("Катерина чекає");
        await Screenshots.TakeAsync(page, "rating-question");
        await PressAsync(page, "5");
        await Expect(page.Locator(".message").Last).ToContainTextAsync("Дякуємо! Ваша оцінка: 5 з 5.");
        await Expect(page.Locator(".message").Last.Locator(".key")).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(page, "rating-answered");

        await OpenAsync(page, AgencyScene.TeamChatId);
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("Людина оцінила, як його вирішили: 5 з 5");
        await PressAsync(page, "Показати конфлікт");
        await Expect(page.Locator(FromBot).Last).ToContainTextAsync("Оцінка: 5 з 5, від самої людини");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Screenshots.TakeAsync(page, "rating-ledger");
    }

    private static async Task OpenAsync(IPage page, long chatId)
    {
        await page.Locator("#back").ClickAsync();
        await page.OpenChatAsync(chatId);
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last.ClickAsync();

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }
}
