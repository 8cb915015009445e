using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>What is silenced, and what can be, as the owner sees it on a phone in both languages.</summary>
public sealed class AlertButtonsTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
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
    public async Task Silences_OnAPhone_AreToldApartByTheirButtons()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone: true);
        await page.OpenChatAsync(AgencyScene.OwnerId);
        await WriteAsync(page, "/alerts");
        await Expect(page.Locator(FromBot).Last.Locator(".key", new() { HasText = "🔔 Зняти: Клініка «Усмішка» · " })).ToHaveCountAsync(1);
        await Screenshots.TakeAsync(page, "alerts-uk");

        await WriteAsync(page, "/language");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).Last.ClickAsync();
        await WriteAsync(page, "/alerts");
        await Expect(page.Locator(FromBot).Last.Locator(".key", new() { HasText = "🔔 End: Клініка «Усмішка» · " })).ToHaveCountAsync(1);
        await Screenshots.TakeAsync(page, "alerts-en");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }
}
