using SmmKpiBot.Sandbox.BotApi;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Xunit;

namespace SmmKpiBot.IntegrationTests.BotApi;

public sealed class FaultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(FaultKind.TooManyRequests), 429, "Too Many Requests: retry after 7")]
    [InlineData(nameof(FaultKind.TooManyRequestsBare), 429, "Too Many Requests")]
    [InlineData(nameof(FaultKind.ServerError), 500, "Internal Server Error")]
    [InlineData(nameof(FaultKind.Blocked), 403, "Forbidden: bot was blocked by the user")]
    [InlineData(nameof(FaultKind.Kicked), 403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData(nameof(FaultKind.Migrated), 400, "Bad Request: group chat was upgraded to a supergroup chat")]
    [InlineData(nameof(FaultKind.ThreadNotFound), 400, "Bad Request: message thread not found")]
    [InlineData(nameof(FaultKind.Unauthorized), 401, "Unauthorized")]
    [InlineData(nameof(FaultKind.MethodNotFound), 404, "Not Found: method not found")]
    public async Task Fault_Once_RefusesOneCallAndLetsTheNextPass(string kind, int code, string description)
    {
        await using var telegram = await BotApiFixture.StartAsync();
        telegram.Server.Faults.Add(new Fault(Enum.Parse<FaultKind>(kind)) { Method = "sendMessage", Times = 1, RetryAfterSeconds = 7, MigrateToChatId = -1009 });

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(501, "a", cancellationToken: Stop));
        await telegram.Client.SendMessage(501, "b", cancellationToken: Stop);

        Assert.Equal((code, description), (error.ErrorCode, error.Message));
        Assert.Equal(kind == nameof(FaultKind.TooManyRequests) ? 7 : null, error.Parameters?.RetryAfter);
        Assert.Equal(kind == nameof(FaultKind.Migrated) ? -1009 : null, error.Parameters?.MigrateToChatId);
        Assert.Equal("b", Assert.Single(telegram.Server.World.MessagesOf(501)).Text);
    }

    [Fact]
    public async Task HtmlBadGateway_IsNoAnswerOfTheApi()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        telegram.Server.Faults.Add(new Fault(FaultKind.HtmlBadGateway) { Times = 1 });

        var error = await Assert.ThrowsAsync<RequestException>(() => telegram.Client.SendMessage(501, "a", cancellationToken: Stop));

        Assert.Equal(System.Net.HttpStatusCode.BadGateway, error.HttpStatusCode);
        Assert.Equal(502, telegram.Server.Calls.Of("sendMessage").Single().Status);
    }

    [Theory]
    [InlineData(nameof(FaultKind.CutBefore), 0)]
    [InlineData(nameof(FaultKind.CutAfter), 1)]
    public async Task Cut_LeavesTheCallerInTheDark(string kind, int stored)
    {
        await using var telegram = await BotApiFixture.StartAsync();
        telegram.Server.Faults.Add(new Fault(Enum.Parse<FaultKind>(kind)) { Times = 1 });

        var error = await Assert.ThrowsAsync<RequestException>(() => telegram.Client.SendMessage(501, "a", cancellationToken: Stop));

        Assert.IsNotType<ApiRequestException>(error);
        Assert.Equal(stored, telegram.Server.World.MessagesOf(501).Count);
        Assert.Equal(0, telegram.Server.Calls.Of("sendMessage").Single().Status);
    }

    [Fact]
    public async Task Hang_LastsUntilTheCallerGivesUp()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        telegram.Server.Faults.Add(new Fault(FaultKind.Hang) { ChatId = 501 });
        using var patience = new CancellationTokenSource();

        var sending = telegram.Client.SendMessage(501, "a", cancellationToken: patience.Token);
        while (telegram.Server.Calls.Of("sendMessage").Count == 0)
        {
            await Task.Yield();
        }

        await telegram.Client.SendMessage(-701, "b", cancellationToken: Stop);
        Assert.False(sending.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Empty(telegram.Server.World.MessagesOf(501));
    }

    [Fact]
    public async Task SetBotOut_OfAPrivateChat_RefusesAndTellsTheBot()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        telegram.Server.People.SetBotOut(telegram.Private, telegram.Olena, true);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(501, "a", cancellationToken: Stop));
        var update = Assert.Single(await telegram.Client.GetUpdates(cancellationToken: Stop));
        Assert.Equal("Forbidden: bot was blocked by the user", error.Message);
        Assert.Equal(ChatMemberStatus.Kicked, update.MyChatMember!.NewChatMember.Status);
    }

    [Fact]
    public async Task Migrate_OfAGroup_MakesTheOldIdUseless()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        telegram.Server.People.Migrate(telegram.Group, -1_000_701);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(-701, "a", cancellationToken: Stop));
        var updates = await telegram.Client.GetUpdates(cancellationToken: Stop);
        Assert.Equal(-1_000_701, error.Parameters!.MigrateToChatId);
        Assert.Equal([-1_000_701L, null], updates.Select(update => update.Message!.MigrateToChatId));
        await telegram.Client.SendMessage(-1_000_701, "b", cancellationToken: Stop);
    }
}
