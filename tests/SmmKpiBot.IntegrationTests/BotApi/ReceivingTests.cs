using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Running;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Xunit;

namespace SmmKpiBot.IntegrationTests.BotApi;

public sealed class ReceivingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetUpdates_WhileWaiting_IsWokenByAMessage()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var waiting = telegram.Client.GetUpdates(timeout: 50, cancellationToken: Stop);

        telegram.Server.People.Write(telegram.Private, telegram.Olena, "/kpi зерно");

        var update = Assert.Single(await waiting);
        Assert.Equal((UpdateType.Message, "/kpi зерно", 501), (update.Type, update.Message!.Text, update.Message.From!.Id));
        Assert.Equal((MessageEntityType.BotCommand, 4), (update.Message.Entities!.Single().Type, update.Message.Entities!.Single().Length));
    }

    [Fact]
    public async Task GetUpdates_WithAnOffset_ConfirmsWhatLiesBelow()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        foreach (var text in new[] { "1", "2", "3" })
        {
            telegram.Server.People.Write(telegram.Private, telegram.Olena, text);
        }

        var first = await telegram.Client.GetUpdates(limit: 1, cancellationToken: Stop);
        var rest = await telegram.Client.GetUpdates(offset: first[0].Id + 1, cancellationToken: Stop);
        var again = await telegram.Client.GetUpdates(cancellationToken: Stop);
        var last = await telegram.Client.GetUpdates(offset: -1, cancellationToken: Stop);

        Assert.Equal("1", first[0].Message!.Text);
        Assert.Equal(["2", "3"], rest.Select(update => update.Message!.Text));
        Assert.Equal(["2", "3"], again.Select(update => update.Message!.Text));
        Assert.Equal("3", Assert.Single(last).Message!.Text);
        Assert.Equal(1, telegram.Server.Updates.PendingCount);
    }

    [Fact]
    public async Task GetUpdates_LongerThanTheCap_EndsEmptyAtTheCap()
    {
        await using var telegram = await BotApiFixture.StartAsync(new BotApiOptions { MaxPollTimeout = TimeSpan.FromMilliseconds(50) });

        Assert.Empty(await telegram.Client.GetUpdates(timeout: 50, cancellationToken: Stop));
    }

    [Fact]
    public async Task GetUpdates_ByASecondPoller_EndsTheFirstWith409()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var older = telegram.Client.GetUpdates(timeout: 50, cancellationToken: Stop);
        while (telegram.Server.Calls.Of("getUpdates").Count == 0)
        {
            await Task.Yield();
        }

        var newer = Task.Run(async () =>
        {
            using var http = Untraced.NewClient();
            return await http.GetStringAsync($"{telegram.Server.BaseUrl}/bot{telegram.Server.Token}/getUpdates?timeout=50", Stop);
        });
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => older);
        telegram.Server.People.Write(telegram.Private, telegram.Olena, "a");

        Assert.Equal(409, error.ErrorCode);
        Assert.Contains("\"text\":\"a\"", await newer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowedUpdates_OnceSet_HoldUntilSetAgain()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        await telegram.Client.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery], cancellationToken: Stop);

        telegram.Server.People.Write(telegram.Private, telegram.Olena, "a");
        await telegram.Client.GetUpdates(allowedUpdates: null, cancellationToken: Stop);
        telegram.Server.People.Write(telegram.Private, telegram.Olena, "b");

        Assert.Equal(0, telegram.Server.Updates.PendingCount);
    }

    [Fact]
    public async Task Write_InAGroupWithPrivacyMode_ReachesTheBotOnlyAsCommand()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        telegram.Server.People.Write(telegram.Group, telegram.Olena, "балачки");
        telegram.Server.People.Write(telegram.Group, telegram.Olena, "/kpi@another_bot");
        telegram.Server.People.Write(telegram.Group, telegram.Olena, "/kpi@SMM_kpi_sandbox_bot");

        var update = Assert.Single(await telegram.Client.GetUpdates(cancellationToken: Stop));
        Assert.Equal("/kpi@SMM_kpi_sandbox_bot", update.Message!.Text);
    }

    [Fact]
    public async Task PushRaw_OfAnUnknownStatus_BreaksTheTypedClient()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var member = new JsonObject { ["status"] = "emperor", ["user"] = telegram.Olena.ToJson() };
        telegram.Server.Updates.PushRaw(new JsonObject { ["my_chat_member"] = new JsonObject { ["new_chat_member"] = member } });

        await Assert.ThrowsAsync<RequestException>(() => telegram.Client.GetUpdates(cancellationToken: Stop));
    }

    [Fact]
    public async Task Webhook_ThatRefusesFirst_GetsTheUpdateAgainWithItsSecret()
    {
        await using var telegram = await BotApiFixture.StartAsync(new BotApiOptions { WebhookRetryDelay = TimeSpan.FromMilliseconds(10) });
        var seen = System.Threading.Channels.Channel.CreateUnbounded<(string? Secret, string Body)>();
        await using var app = await ReceiverAsync(seen.Writer);
        await telegram.Client.SetWebhook(app.Urls.First() + "/hook", secretToken: "s-1", cancellationToken: Stop);

        telegram.Server.People.Write(telegram.Private, telegram.Olena, "привіт");
        var first = await seen.Reader.ReadAsync(Stop);
        var second = await seen.Reader.ReadAsync(Stop);
        var info = await telegram.Client.GetWebhookInfo(Stop);
        var conflict = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.GetUpdates(cancellationToken: Stop));

        Assert.Equal("s-1", first.Secret);
        Assert.Equal(first.Body, second.Body);
        Assert.Contains("503", info.LastErrorMessage, StringComparison.Ordinal);
        Assert.Equal(409, conflict.ErrorCode);
    }

    private static async Task<WebApplication> ReceiverAsync(System.Threading.Channels.ChannelWriter<(string? Secret, string Body)> seen)
    {
        var app = LoopbackWeb.NewBuilder().Build();
        var calls = 0;
        app.MapPost("/hook", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            await seen.WriteAsync((context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"], body));
            return Results.StatusCode(++calls == 1 ? 503 : 200);
        });
        await app.StartAsync(Stop);
        return app;
    }
}
