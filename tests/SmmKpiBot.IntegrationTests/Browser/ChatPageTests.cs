using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SmmKpiBot.Sandbox.Scene;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

public sealed class ChatPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writing_OnThePage_ReachesTheBotAndTheAnswerAppears()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);

        await page.OpenChatAsync(AgencyScene.OwnerId);
        await page.FillAsync("#text", "/kpi льон");
        await page.PressAsync("#text", "Enter");
        var update = await NextUpdateAsync(fixture);
        await fixture.Bot.SendMessage(update.Message!.Chat.Id, "<b>Льон</b> · 184 &lt; 200", ParseMode.Html, cancellationToken: Stop);

        Assert.Equal(("/kpi льон", AgencyScene.OwnerId), (update.Message.Text, update.Message.From!.Id));
        await Expect(page.Locator(".message.own .words")).ToContainTextAsync("/kpi льон");
        await Expect(page.Locator(".message:not(.own) .words")).ToContainTextAsync("Льон · 184 < 200");
        await Expect(page.Locator(".message:not(.own) b")).ToHaveTextAsync("Льон");
    }

    [Fact]
    public async Task Writing_BeforeTheMessagesOfTheChatAreThere_GoesToThatChat()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);
        await page.OpenChatAsync(AgencyScene.OwnerId);
        await fixture.Bot.SendMessage(AgencyScene.TeamChatId, "Команда", cancellationToken: Stop);
        var loads = new TaskCompletionSource();
        await page.RouteAsync($"**/api/messages?chat={AgencyScene.TeamChatId}*", async route =>
        {
            await loads.Task;
            await route.ContinueAsync();
        });

        await page.Locator($"[data-chat='{AgencyScene.TeamChatId}']").ClickAsync();
        await page.FillAsync("#text", "/waiting");
        await page.PressAsync("#text", "Enter");
        var update = await NextUpdateAsync(fixture);
        loads.SetResult();

        Assert.Equal((AgencyScene.TeamChatId, "/waiting"), (update.Message!.Chat.Id, update.Message.Text));
        await Expect(page.Locator(".message.own .words")).ToContainTextAsync("/waiting");
    }

    [Fact]
    public async Task Button_Pressed_ShowsTheNoticeAndTheEdit()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);
        var keyboard = new InlineKeyboardMarkup([[InlineKeyboardButton.WithCallbackData("2 тижні ✓", "p:2"), InlineKeyboardButton.WithCallbackData("Місяць", "p:m")]]);
        var sent = await fixture.Bot.SendMessage(AgencyScene.OwnerId, "за 2 тижні", replyMarkup: keyboard, cancellationToken: Stop);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        await page.GetByRole(AriaRole.Button, new() { Name = "Місяць" }).ClickAsync();
        var update = await NextUpdateAsync(fixture);
        await fixture.Bot.AnswerCallbackQuery(update.CallbackQuery!.Id, "Рахую", cancellationToken: Stop);
        await fixture.Bot.EditMessageText(AgencyScene.OwnerId, sent.Id, "за місяць", cancellationToken: Stop);

        Assert.Equal("p:m", update.CallbackQuery.Data);
        await Expect(page.Locator("#toast")).ToHaveTextAsync("Рахую");
        await Expect(page.Locator(".message .words")).ToContainTextAsync("за місяць");
        await Expect(page.Locator(".message .meta")).ToContainTextAsync("змінено");
        await Expect(page.Locator(".message")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Commands_OfTheMenu_AreOfferedAndSent()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        await fixture.Bot.SetMyCommands([new BotCommand("kpi", "Показники клієнта"), new BotCommand("clients", "Усі клієнти")], cancellationToken: Stop);
        var page = await chromium.OpenAsync(fixture.Address);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        await page.Locator("#text").PressSequentiallyAsync("/cl");
        await Expect(page.Locator("#menu button")).ToHaveCountAsync(1);
        await page.Locator("[data-command='clients']").ClickAsync();

        Assert.Equal("/clients", (await NextUpdateAsync(fixture)).Message!.Text);
    }

    [Fact]
    public async Task File_Sent_ReachesTheBotAsDocument()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        await Expect(page.Locator("#text")).ToHaveAttributeAsync("placeholder", "Повідомлення…");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "пости.csv", MimeType = "text/csv", Buffer = [1, 2, 3] });

        var update = await NextUpdateAsync(fixture);
        Assert.Equal(("пости.csv", 3), (update.Message!.Document!.FileName, update.Message.Document.FileSize));
        await Expect(page.Locator(".document b")).ToHaveTextAsync("пости.csv");
    }

    [Fact]
    public async Task Document_OfTheBot_IsDownloaded()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);
        await fixture.Bot.SendDocument(AgencyScene.OwnerId, InputFile.FromStream(new MemoryStream([7, 8]), "звіт.xlsx"), cancellationToken: Stop);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".document").ClickAsync());

        Assert.Equal("звіт.xlsx", download.SuggestedFilename);
        Assert.Equal([7, 8], await File.ReadAllBytesAsync(await download.PathAsync(), Stop));
    }

    [Fact]
    public async Task Clock_MovedToMonday_StopsAtEveryDueInstant()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var sunday = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
        fixture.Follower.Due.Add(sunday);
        fixture.Follower.OnDue = () => fixture.Bot.SendMessage(AgencyScene.OwnerId, "спрацювало", cancellationToken: Stop);
        var page = await chromium.OpenAsync(fixture.Address);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        await page.Locator("[data-move='monday']").ClickAsync();

        await Expect(page.Locator("#now")).ToContainTextAsync("понеділок, 23 листопада, 09:00 (Київ)");
        await Expect(page.Locator(".message .words")).ToHaveCountAsync(2);
        var monday = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal([sunday, monday], fixture.Follower.Woken.Select(at => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute))));
        await Expect(page.Locator(".message .meta").First).ToContainTextAsync("09:00");
    }

    /// <summary>Who moves the clock over days sees how far it has come, and need not wait for the end of it.</summary>
    [Fact]
    public async Task Clock_OnItsWay_ShowsHowFarItHasComeAndStopsWhenAsked()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var saturday = new DateTimeOffset(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);
        var goesOn = new TaskCompletionSource();
        fixture.Follower.Due.AddRange([saturday, saturday.AddHours(1), saturday.AddHours(2)]);
        fixture.Follower.OnDue = () => fixture.Clock.GetUtcNow() < saturday.AddHours(1) ? Task.CompletedTask : goesOn.Task;
        var page = await chromium.OpenAsync(fixture.Address);

        await page.Locator("[data-move='monday']").ClickAsync();
        await Expect(page.Locator("#clock-note")).ToContainTextAsync("до пн 09:00, уже сб 10:00");
        await Expect(page.Locator("#clock-progress")).ToHaveAttributeAsync("value", new Regex("^0\\.3"));
        await Expect(page.Locator("[data-move='monday']")).ToBeDisabledAsync();
        await Screenshots.TakeAsync(page, "clock-on-its-way");
        using var second = await MoveAsync(fixture, "hour");
        await page.Locator("#clock-stop").ClickAsync();
        await Expect(page.Locator("#clock-note")).ToContainTextAsync("Зупиняється");
        goesOn.SetResult();

        await Expect(page.Locator("[data-move='monday']")).ToBeEnabledAsync();
        await Expect(page.Locator("#clock-stop")).ToBeHiddenAsync();
        await Expect(page.Locator("#now")).ToContainTextAsync("субота, 21 листопада, 10:00");
        Assert.Equal(2, fixture.Follower.Woken.Count);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Contains("moving already", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_OfAPageThatIsClosed_GoesOn()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var (reached, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var sunday = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
        fixture.Follower.Due.Add(sunday);
        fixture.Follower.OnDue = () =>
        {
            reached.TrySetResult();
            return goesOn.Task;
        };
        var page = await chromium.OpenAsync(fixture.Address);
        await page.Locator("[data-move='monday']").ClickAsync();
        await reached.Task.WaitAsync(Stop);

        await page.CloseAsync();
        goesOn.SetResult();

        var later = await chromium.OpenAsync(fixture.Address);
        await Expect(later.Locator("#now")).ToContainTextAsync("понеділок, 23 листопада, 09:00");
        await Expect(later.Locator("[data-move='monday']")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Clock_MovedToTheNextMessage_PassesWhatNobodyHears()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var midnight = new DateTimeOffset(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);
        var sunday = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
        fixture.Follower.Due.AddRange([midnight, sunday, sunday.AddDays(1)]);
        fixture.Follower.OnDue = () => fixture.Clock.GetUtcNow() < sunday ? Task.CompletedTask : fixture.Bot.SendMessage(AgencyScene.OwnerId, "спрацювало", cancellationToken: Stop);
        var page = await chromium.OpenAsync(fixture.Address);
        await page.OpenChatAsync(AgencyScene.OwnerId);

        await page.Locator("[data-move='next']").ClickAsync();

        await Expect(page.Locator(".message .words").First).ToContainTextAsync("спрацювало");
        await Expect(page.Locator("[data-move='next']")).ToBeEnabledAsync();
        await Expect(page.Locator("#now")).ToContainTextAsync("неділя, 22 листопада, 09:00");
    }

    [Fact]
    public async Task Writer_Switched_WritesAsThatPerson()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);

        await page.SelectOptionAsync("#writer", "3001");
        await page.Locator("#start").ClickAsync();

        var update = await NextUpdateAsync(fixture);
        Assert.Equal(("/start", 3001L), (update.Message!.Text, update.Message.From!.Id));
        await Expect(page.Locator("#composer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Switch_ThatBreaksTelegram_BreaksItUntilSwitchedBack()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address);
        await page.Locator(".faults summary").ClickAsync();

        await page.Locator("[data-fault='tooMany']").CheckAsync();
        await Expect(page.Locator("#fault-count")).ToHaveTextAsync("1");
        await Assert.ThrowsAsync<ApiRequestException>(() => fixture.Bot.SendMessage(AgencyScene.OwnerId, "a", cancellationToken: Stop));
        await page.Locator("[data-fault='tooMany']").UncheckAsync();
        await Expect(page.Locator("#fault-count")).ToBeHiddenAsync();

        await fixture.Bot.SendMessage(AgencyScene.OwnerId, "b", cancellationToken: Stop);
    }

    [Fact]
    public async Task Page_InEnglish_SpeaksEnglish()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var fixture = await PageFixture.StartAsync();
        var page = await chromium.OpenAsync(fixture.Address, locale: "en-GB");

        await Expect(page.Locator("h1")).ToHaveTextAsync("Sandbox");
        await Expect(page.Locator("#now")).ToContainTextAsync("Friday 20 November, 10:41 (Kyiv)");
        await page.Locator("#language").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Пісочниця");
    }

    [Fact]
    public async Task Requests_OfOtherSites_AreRefused()
    {
        await using var fixture = await PageFixture.StartAsync();
        using var http = new HttpClient();
        using var foreignHost = new HttpRequestMessage(HttpMethod.Get, fixture.Address);
        foreignHost.Headers.Host = "evil.example";
        using var noHeader = new HttpRequestMessage(HttpMethod.Post, fixture.Address + "/api/clock") { Content = JsonContent.Create(new { to = "hour" }) };
        using var foreignOrigin = new HttpRequestMessage(HttpMethod.Post, fixture.Address + "/api/clock") { Content = JsonContent.Create(new { to = "hour" }) };
        foreignOrigin.Headers.Add("X-Sandbox", "1");
        foreignOrigin.Headers.Add("Origin", "https://evil.example");

        foreach (var request in new[] { foreignHost, noHeader, foreignOrigin })
        {
            using var response = await http.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        Assert.Empty(fixture.Follower.Woken);
    }

    private static async Task<HttpResponseMessage> MoveAsync(PageFixture fixture, string to)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Sandbox", "1");
        return await http.PostAsJsonAsync(new Uri(new Uri(fixture.Address), "/api/clock"), new { to }, Stop);
    }

    private static async Task<Update> NextUpdateAsync(PageFixture fixture)
    {
        var updates = await fixture.Bot.GetUpdates(offset: 0, timeout: 30, cancellationToken: Stop);
        return Assert.Single(updates);
    }
}
