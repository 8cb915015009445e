using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Networks.Chatwoot;
using SmmKpiBot.Sources.Chatwoot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

/// <summary>Whoever runs the bot hears of an inbox that cannot be read. Nothing runs by itself here: inboxes are read and alerts looked at when the test says so.</summary>
public sealed class ChatwootTroubleTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private ChatwootServer _server = null!;
    private BotUnderTest _bot = null!;
    private Account _account = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ChatwootServer.StartAsync(_clock, Stop);
        _bot = await BotUnderTest.CreateAsync(_clock, new BotApiOptions(), ["--Networks:Chatwoot:ApiBaseUrl", _server.BaseUrl]);
        await _bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        var client = await _bot.AddClientAsync("acme", "Acme");
        _account = (await _bot.Get<AccountStore>().AddAsync(client.Id, "chatwoot", "support", null, Stop))!;
        await _bot.Get<ChatwootConnection>().ConnectAsync(_account, PlaceOf(3), ChatwootServer.Token, null, false, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Read_AccessIsRefused_OperatorIsToldAtOnceAndWhenItIsWellAgain()
    {
        Assert.DoesNotContain("support", await ReadAsync(), StringComparison.Ordinal);
        _server.MayRead = false;

        var told = await ReadAsync();

        Assert.Contains("Доступ до акаунта втрачено", told, StringComparison.Ordinal);
        Assert.Contains("Бракує права це читати", told, StringComparison.Ordinal);
        Assert.DoesNotContain("не збираються", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Знову в нормі", told, StringComparison.Ordinal);
        await DeliverAsync();
        _server.MayRead = true;
        Assert.Contains("Знову в нормі", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FailsTwice_OperatorIsToldOnTheSecondTime()
    {
        await ReadAsync();
        _server.IsAway = true;

        Assert.DoesNotContain("не збираються", await ReadAsync(), StringComparison.Ordinal);
        var told = await ReadAsync();

        Assert.Contains("Дані акаунта не збираються", told, StringComparison.Ordinal);
        Assert.Contains("Відповідь сервера незрозуміла", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_CannotForDays_TheyAreNotObservedUntilTheyAreReadAfterwards()
    {
        await ReadAsync();
        await _bot.Get<WaitRound>().RunAsync(Stop);
        Assert.Equal(1, await ObservedAsync());
        _server.IsAway = true;

        for (var day = 0; day < 3; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            await ReadAsync();
            await _bot.Get<WaitRound>().RunAsync(Stop);
        }

        Assert.Equal(1, await ObservedAsync());
        _server.IsAway = false;
        _clock.Advance(TimeSpan.FromHours(1));
        await ReadAsync();
        Assert.Equal(4, await ObservedAsync());
    }

    /// <summary>What was asked before is not the account's own any more when the answer comes: nothing of it is stored, and the account stays disconnected.</summary>
    [Fact]
    public async Task Read_DisconnectedMeanwhile_StoresNothing()
    {
        await ReadAsync();
        _server.Conversations.Customer(1, "hello");
        _server.BeforeAnswers = async () =>
        {
            _server.BeforeAnswers = () => Task.CompletedTask;
            Assert.True(await _bot.Get<AccountDisconnecting>().RunAsync(_account, Stop));
        };

        await ReadAsync();

        Assert.Equal(0, await CountAsync("select count(*) from message"));
        Assert.Equal(1, await CountAsync("select count(*) from account where disconnected_at is not null"));
        Assert.Equal(0, await CountAsync("select count(*) from chatwoot_inbox"));
    }

    /// <summary>What it has read of the place before does not count as read of the new one.</summary>
    [Fact]
    public async Task Read_MovedToAnotherInboxMeanwhile_ReadsThatOnesLastDay()
    {
        await ReadAsync();
        var began = _clock.GetUtcNow();
        _server.Conversations.Customer(1, "hello");
        _server.BeforeAnswers = async () =>
        {
            _server.BeforeAnswers = () => Task.CompletedTask;
            await _bot.Get<ChatwootConnection>().ConnectAsync(_account, PlaceOf(4), null, null, false, Stop);
        };

        await ReadAsync();

        var inbox = (await _bot.Get<ChatwootStore>().FindAsync(_account.Id, Stop))!;
        Assert.Equal((4, 0), (inbox.Inbox, inbox.LeaseUntil));
        Assert.True(inbox.Since <= began.AddDays(-1).AddHours(1), $"{inbox.Since}");
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    /// <summary>Days of which it is known what was said on them.</summary>
    private Task<long> ObservedAsync() => CountAsync("select count(distinct to_day) from observed_span");

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private ChatwootPlace PlaceOf(long inbox) => new(_account.Id, _account.Name, new Uri(_server.BaseUrl), ChatwootServer.Account, inbox);

    /// <summary>Reads the inbox, which is due by now, looks at alerts for some minutes, and gives all that was told so far.</summary>
    private async Task<string> ReadAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(30));
        await _bot.Get<ChatwootRound>().RunAsync(Stop);
        for (var minute = 0; minute < 3; minute++)
        {
            await _bot.Get<AlertRound>().RunAsync(Stop);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<string>("select coalesce(group_concat(payload), '') from outbox") ?? "";
    }

    private Task<int> DeliverAsync() => _bot.Get<Data.Database.Database>().WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("update outbox set state = 2, attempt = 1, message_id = id where state = 0", null, transaction), Stop);
}
