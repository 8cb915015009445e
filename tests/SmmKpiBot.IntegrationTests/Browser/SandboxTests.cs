using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>A visitor of the page talks to the real bot.</summary>
public sealed class SandboxTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private const string ShopGroup = "-1001000000011";
    private const string FromBot = ".message:not(.own)";

    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await fixture.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Kpi_ByTheOwner_ShowsAPictureAndEditsItForAnotherPeriod()
    {
        var page = await OpenAsync(AgencyScene.OwnerId);

        var answer = await AskAsync(page, "/kpi льон");
        await Expect(answer.Locator(".words")).ToContainTextAsync("Крамниця «Льон»");
        await ExpectPictureAsync(answer);
        var id = await answer.GetAttributeAsync("data-id");
        var before = await answer.Locator(".words").InnerTextAsync();
        await Screenshots.TakeAsync(page, "desktop-light");
        await Screenshots.TakeForReadmeAsync(page);
        await answer.GetByRole(AriaRole.Button, new() { Name = "Місяць" }).ClickAsync();

        var edited = page.Locator($"[data-id='{id}']");
        await Expect(edited.Locator(".meta")).ToContainTextAsync("змінено");
        await Expect(edited.Locator(".words")).ToContainTextAsync("жовтня");
        Assert.NotEqual(before, await edited.Locator(".words").InnerTextAsync());
        await ExpectPictureAsync(edited);
    }

    [Fact]
    public async Task Details_AndSources_OfAFigure_AreTold()
    {
        var page = await OpenAsync(1002);
        var answer = await AskAsync(page, "/kpi зерно");

        await answer.GetByRole(AriaRole.Button, new() { Name = "Докладно" }).ClickAsync();
        await Expect(page.Locator(FromBot).Last.Locator(".words")).ToContainTextAsync("Підписники");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Звідки цифри" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Підписники" }).ClickAsync();
        var sources = page.Locator(FromBot).Filter(new() { HasText = "Звідки цифри · Підписники" });
        await Expect(sources).ToContainTextAsync("Instagram «zerno.coffee»");
        await Expect(sources.Locator(".meta")).ToContainTextAsync("змінено");
        await sources.Locator("blockquote").First.ClickAsync();
        await Screenshots.TakeAsync(page, "desktop-light-sources");
        var document = page.Locator(".document");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Файл XLSX" }).ClickAsync();
        await Expect(document).ToHaveCountAsync(1);

        var download = await page.RunAndWaitForDownloadAsync(() => document.ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monday_WhenTheClockComesToIt_BringsTheDigestByItself()
    {
        var page = await OpenAsync(long.Parse(ShopGroup, System.Globalization.CultureInfo.InvariantCulture), dark: true);

        await page.Locator("[data-move='monday']").ClickAsync();

        var digest = page.Locator(FromBot).Filter(new() { Has = page.Locator(".picture") }).Last;
        await Expect(digest.Locator(".words")).ToContainTextAsync("16–22 листопада", new() { Timeout = 240_000 });
        await Expect(digest.Locator(".meta")).ToContainTextAsync("09:0");
        await Expect(page.Locator("#now")).ToContainTextAsync("понеділок, 23 листопада, 09:0", new() { Timeout = 240_000 });
        await ExpectPictureAsync(digest);
        await Screenshots.TakeAsync(page, "desktop-dark");
        await Expect(page.Locator("[data-chat='-1001000000013'] .preview")).ToContainTextAsync("Зерно", new() { Timeout = 240_000 });
    }

    [Fact]
    public async Task Stranger_WhoWrites_LearnsNothing()
    {
        var page = await OpenAsync(3001);
        if (await page.Locator("#start").IsVisibleAsync())
        {
            await page.Locator("#start").ClickAsync();
        }

        await Expect(page.Locator(FromBot).First).ToBeVisibleAsync();
        await WriteAsync(page, "/kpi льон");
        await Expect(page.Locator(FromBot)).ToHaveCountAsync(2);

        var said = string.Concat(await page.Locator(FromBot + " .words").AllInnerTextsAsync());
        Assert.DoesNotContain("Крамниця", said, StringComparison.Ordinal);
        await Expect(page.Locator(".picture")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Client_OnAPhone_SeesOnlyTheOwnBrand()
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, phone: true, dark: true);
        await Screenshots.TakeAsync(page, "phone-dark-list");
        await page.OpenChatAsync(AgencyScene.ClinicChatId);

        var answer = await AskAsync(page, "/kpi");
        await Expect(answer.Locator(".words")).ToContainTextAsync("Усмішка");
        await ExpectPictureAsync(answer);
        await Expect(answer.Locator(".words")).Not.ToContainTextAsync("₴");
        await Screenshots.TakeAsync(page, "phone-dark-chat");
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.Equal(390, width);
        await page.Locator("#back").ClickAsync();
        await Expect(page.Locator("#chats")).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(long chatId, bool dark = false)
    {
        var page = await _chromium.OpenAsync(fixture.Sandbox.Page.Address, dark: dark);
        await page.OpenChatAsync(chatId);
        return page;
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }

    /// <summary>Writes a command and waits for a new message with a picture.</summary>
    private static async Task<ILocator> AskAsync(IPage page, string command)
    {
        var pictures = page.Locator(FromBot).Filter(new() { Has = page.Locator(".picture") });
        await Expect(page.Locator("#composer")).ToBeVisibleAsync();
        var before = await pictures.CountAsync();
        await WriteAsync(page, command);
        await Expect(pictures).ToHaveCountAsync(before + 1);
        return pictures.Last;
    }

    /// <summary>The picture was loaded and has its size.</summary>
    private static async Task ExpectPictureAsync(ILocator message)
    {
        var image = message.Locator(".picture img");
        await Expect(image).ToHaveJSPropertyAsync("complete", true);
        await Expect(image).ToHaveJSPropertyAsync("naturalWidth", 1080);
    }
}
