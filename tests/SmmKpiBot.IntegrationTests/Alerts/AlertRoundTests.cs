using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Delivery;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AlertRoundSqliteTests(PostgresServer server) : AlertRoundTests(Dialect.Sqlite, server);

public sealed class AlertRoundPostgresTests(PostgresServer server) : AlertRoundTests(Dialect.Postgres, server);

public abstract class AlertRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>14:00 in Kyiv, a Friday.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);

    [Fact]
    public async Task RunAsync_FigureBreaches_TeamIsToldOnceAMinuteLater()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);

        await rig.RunAsync();
        Assert.Empty(await rig.ToldAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(2));

        var told = Assert.Single(await rig.ToldAsync());
        Assert.Equal((AlertRig.StaffChat, OutboxKind.Alert), (told.ChatId, told.Kind));
        Assert.Contains("ACME", told.Text, StringComparison.Ordinal);
        Assert.Contains("50", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StoredRuleNobodyCanRead_TheOthersGoOn()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        const string sql = """
            insert into alert_rule (id, enabled, version, spec, changed_at, deleted) values ('01GONE', 1, 2, '{"severity":"warning","check":{"kind":"of-the-future.9"}}', 0, 0)
            """;
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, null, transaction), Cancel);

        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(await rig.ToldAsync());
        var book = await new AlertRuleStore(Database, _clock).ReadAsync(Cancel);
        Assert.Equal("01GONE", Assert.Single(book.Unreadable).Id);
        Assert.True(await Database.WriteAsync((connection, transaction) => new AlertRuleStore(Database, _clock).RemoveAsync(connection, transaction, "01GONE", null), Cancel));
        Assert.Empty((await new AlertRuleStore(Database, _clock).ReadAsync(Cancel)).Unreadable);
    }

    /// <summary>What was known of it before has long come due: it must not be asked for again ten times a second.</summary>
    [Fact]
    public async Task RunAsync_AClientCannotBeEvaluatedAnyMore_WaitsForTheNextRound()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        Assert.NotNull(await rig.Round.NextAsync(Cancel));
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("alter table metric_point rename to metric_point_gone", transaction: transaction), Cancel);
        _clock.Advance(TimeSpan.FromDays(2));

        await rig.RunAsync();

        Assert.True(await rig.Round.NextAsync(Cancel) is not { } next || next > _clock.GetUtcNow());
    }

    [Fact]
    public async Task RunAsync_FigureIsGoodAgain_RecoveryRepliesAndTheMessageIsEdited()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        await rig.DeliverAsync();

        await rig.PassAsync(TimeSpan.FromHours(18));
        await rig.DeliverAsync();
        await rig.ViewsAsync(client, 500);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(2));

        var told = await rig.ToldAsync();
        Assert.Equal(3, told.Count);
        var recovery = Assert.Single(told, message => message.Payload.RepliesToKey == told[0].Key);
        Assert.Contains("500", recovery.Text, StringComparison.Ordinal);
        Assert.Contains("Lasted 18", recovery.Text, StringComparison.Ordinal);
        Assert.Contains("✅", Assert.Single(told, message => message.Payload.EditsKey == told[0].Key).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NothingChanged_WritesNoRow()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(5));
        var before = await RowsAsync(rig);

        for (var cycle = 0; cycle < 5; cycle++)
            await rig.PassAsync(TimeSpan.FromMinutes(1));
        await using var restarted = Start();
        await restarted.RunAsync();

        Assert.Equal(before, await RowsAsync(rig));
    }

    [Fact]
    public async Task RunAsync_RestartedAndRunByTwoAtOnce_TellsOnce()
    {
        await using (var first = Start())
            await PrepareAsync(first, views: 50);
        for (var restart = 0; restart < 8; restart++)
        {
            await using var one = Start();
            await using var other = Start();
            await Task.WhenAll(one.RunAsync(), other.RunAsync());
            _clock.Advance(TimeSpan.FromSeconds(40));
        }

        await using var rig = Start();
        Assert.Single(await rig.ToldAsync());
        Assert.Equal(1, await rig.CountAsync("alert_event"));
    }

    [Fact]
    public async Task RunAsync_AtNight_WaitsForTheMorningAndCriticalDoesNot()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 500);
        await rig.AddRuleAsync(client, AlertSeverity.Critical);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(client, 50);
        await rig.RunAsync();

        await rig.PassAsync(TimeSpan.FromHours(2));
        Assert.Contains("🔴", Assert.Single(await rig.ToldAsync()).Text, StringComparison.Ordinal);
        await rig.DeliverAsync();
        await rig.PassAsync(TimeSpan.FromHours(6));

        var told = await rig.ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.Contains("☀️", told[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TakenByAPerson_EditsTheMessageAndRepeatsNothing()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        await rig.DeliverAsync();
        var episode = Assert.Single(await rig.OpenAsync());

        await rig.Database.WriteAsync(
            (connection, transaction) => rig.Get<AlertSayings>().SayAsync(connection, transaction, episode.EpisodeId!, AlertHuman.Acked("Olha", null), "Olha", Cancel), Cancel);
        await rig.DeliverAsync();
        await rig.PassAsync(TimeSpan.FromHours(30));

        var told = await rig.ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.Contains("Taken by Olha", told[1].Text, StringComparison.Ordinal);
        Assert.Equal(told[0].Key, told[1].Payload.EditsKey);
    }

    /// <summary>One alert of the morning is taken: its message goes on telling of the others, of what came and went too.</summary>
    [Fact]
    public async Task RunAsync_OneOfAMorningIsTaken_TheMessageKeepsEveryLine()
    {
        await using var rig = Start();
        var acme = await PrepareAsync(rig, views: 500);
        var brew = await rig.AddClientAsync("brew");
        await rig.AddRuleAsync(brew);
        await rig.ViewsAsync(brew, 500);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(acme, 50);
        await rig.ViewsAsync(brew, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));
        await rig.ViewsAsync(brew, 500);
        await rig.PassAsync(TimeSpan.FromHours(8));
        await rig.DeliverAsync();
        var episode = Assert.Single(await rig.OpenAsync());

        await rig.Database.WriteAsync(
            (connection, transaction) => rig.Get<AlertSayings>().SayAsync(connection, transaction, episode.EpisodeId!, AlertHuman.Acked("Olha", null), "Olha", Cancel), Cancel);

        var told = await rig.ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.Equal(told[0].Key, told[1].Payload.EditsKey);
        foreach (var words in (string[])["☀️", "Taken by Olha", "BREW", "came and went"])
            Assert.Contains(words, told[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MessageGrewTooOldUnsent_IsToldAnew()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        _clock.Advance(TimeSpan.FromHours(1));
        await EndUnsentAsync(rig, OutboxState.Cancelled, "expired: too old to be of use");

        await rig.PassAsync(TimeSpan.FromMinutes(2));
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = (await rig.ToldAsync()).Where(message => message.Kind == OutboxKind.Alert).ToList();
        Assert.Equal([OutboxState.Cancelled, OutboxState.Ready], told.Select(message => message.State));
        Assert.Equal(told[0].Text, told[1].Text);
    }

    [Fact]
    public async Task RunAsync_MessageThatTelegramRefuses_TheOwnerHearsAndItIsNotToldAnew()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        var key = await EndUnsentAsync(rig, OutboxState.Dead, "Bad Request");

        await rig.Database.WriteAsync((connection, transaction) => rig.Get<UnheardAlerts>().UnsentAsync(connection, transaction, key, "Bad Request", Cancel), Cancel);
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = await rig.ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.Equal((AlertRig.OwnerChat, OutboxKind.Notice), (told[1].ChatId, told[1].Kind));
        Assert.Contains("ACME", told[1].Text, StringComparison.Ordinal);
        Assert.Contains("Bad Request", told[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NobodyTakesIt_RepeatsThreeTimesAndNoMore()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();

        for (var day = 0; day < 6; day++)
        {
            await rig.PassAsync(TimeSpan.FromHours(24));
            await rig.DeliverAsync();
        }

        Assert.Equal(4, (await rig.ToldAsync()).Count(message => message.ChatId == AlertRig.StaffChat));
    }

    [Fact]
    public async Task RunAsync_RestartedBeforeEveryStep_TellsWhatAProgramThatNeverEndedTells()
    {
        List<string> told = [];
        for (var run = 0; run < 2; run++)
        {
            await using var database = await TestDatabase.CreateAsync(Dialect, Server);
            _clock.SetUtcNow(Noon.AddDays(run * 10));
            var rig = new AlertRig(database, _clock);
            var client = await PrepareAsync(rig, views: 50);
            for (var step = 0; step < 8; step++)
            {
                if (run == 1)
                {
                    await rig.DisposeAsync();
                    rig = new AlertRig(database, _clock);
                }

                await rig.RunAsync();
                await rig.PassAsync(TimeSpan.FromMinutes(1));
                await rig.DeliverAsync();
                await rig.PassAsync(TimeSpan.FromHours(6));
                if (step == 4)
                    await rig.ViewsAsync(client, 500);
            }

            told.Add(string.Join('\n', (await rig.ToldAsync()).Where(message => message.ChatId == AlertRig.StaffChat).Select(message => (message.Payload.EditsKey is null) + message.Text[..20])));
            await rig.DisposeAsync();
        }

        Assert.NotEmpty(told[0]);
        Assert.Equal(told[0], told[1]);
    }

    [Fact]
    public async Task WriteAsync_StateThatSomebodyElseWroteMeanwhile_IsRefused()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        var open = Assert.Single(await rig.StoredAsync());
        AlertLedger one = new();
        AlertLedger other = new();
        one.Say(open, AlertHuman.Acked("Olha", null), "Olha", _clock.GetUtcNow());
        other.Say(open, AlertHuman.Acked("Ivan", null), "Ivan", _clock.GetUtcNow());

        var first = await rig.Database.WriteAsync((connection, transaction) => one.WriteAsync(connection, transaction), Cancel);
        var second = await rig.Database.WriteAsync((connection, transaction) => other.WriteAsync(connection, transaction), Cancel);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal("Olha", Assert.Single(await rig.OpenAsync()).Human.By);
    }

    [Fact]
    public async Task RunAsync_RuleRemoved_ClosesItsEpisodeWithTheReason()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        await rig.DeliverAsync();
        var rule = (await rig.OpenAsync())[0].Subject.RuleId;

        await rig.Database.WriteAsync((connection, transaction) => rig.Get<AlertRuleStore>().RemoveAsync(connection, transaction, rule, "Olha"), Cancel);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Empty(await rig.OpenAsync());
        var ended = (await rig.Get<AlertLog>().RecentAsync(null, withNone: false, 1, Cancel))[0];
        Assert.Equal(AlertEventKind.Closed, ended.Kind);
        Assert.Contains(await rig.ToldAsync(), message => message.Payload.RepliesToKey is not null && message.Text.Contains("Closed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_RuleChanged_ClosesAsChangedAndBeginsAnew()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        var before = (await rig.OpenAsync())[0];
        var rule = (await rig.Get<AlertRuleStore>().ReadAsync(Cancel)).ById[before.Subject.RuleId];

        await rig.SaveAsync(rule with { FireAfter = 5 });
        await rig.RunAsync();

        Assert.Empty(await rig.OpenAsync());
        Assert.Contains(await rig.Get<AlertLog>().RecentAsync(null, withNone: false, 5, Cancel), one => one is { Kind: AlertEventKind.Closed, Reason: AlertReason.RuleChanged });
    }

    /// <summary>However long ago the day that fired it was, as long as networks correct such days.</summary>
    [Fact]
    public async Task RunAsync_DayThatFiredItIsCorrectedTwoMonthsLater_IsWithdrawnAsRevised()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        _clock.Advance(TimeSpan.FromDays(60));
        for (var day = 0; day < 60; day++)
            await rig.ViewsAsync(client, 105, day);
        await rig.RunAsync();
        Assert.Single(await rig.OpenAsync());

        await rig.ViewsAsync(client, 500, daysBefore: 60);
        await rig.RunAsync();

        var ended = (await rig.Get<AlertLog>().RecentAsync(null, withNone: false, 1, Cancel))[0];
        Assert.Equal((AlertEventKind.Resolved, AlertReason.Revised), (ended.Kind, ended.Reason));
        Assert.Equal(new(50, 500), ended.Restated);
    }

    [Fact]
    public async Task RunAsync_Silenced_TellsNothingUntilTheSilenceEnds()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 50);
        Silence silence = new() { Id = "1", Author = "Olha", From = Noon, Until = Noon.AddHours(3), ClientId = client.Id };
        await rig.Database.WriteAsync((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence), Cancel);
        await rig.RunAsync();

        await rig.PassAsync(TimeSpan.FromHours(2.9));
        Assert.Empty(await rig.ToldAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Single(await rig.ToldAsync());
    }

    [Fact]
    public async Task RunAsync_AccountThatUsedToGiveDataDaily_OperatorHearsWhenItStops()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 500);
        for (var day = 0; day < 6; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            await rig.ViewsAsync(client, 500);
            await rig.RunAsync();
        }

        for (var day = 0; day < 6; day++)
            await rig.PassAsync(TimeSpan.FromDays(1));

        var told = Assert.Single(await rig.ToldAsync(), message => message.ChatId == AlertRig.OwnerChat && message.Payload.RepliesToKey is null && message.Text.Contains("no new data", StringComparison.Ordinal));
        Assert.Contains("acme", told.Text, StringComparison.Ordinal);
        Assert.Contains("Late by 2", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AfterALongPause_OperatorHearsOnceFromWhenToWhen()
    {
        await using (var before = Start())
        {
            await PrepareAsync(before, views: 500);
            await before.RunAsync();
        }

        _clock.Advance(TimeSpan.FromHours(30));
        for (var restart = 0; restart < 2; restart++)
        {
            await using var rig = Start();
            await rig.RunAsync();
        }

        await using var reader = Start();
        var told = Assert.Single(await reader.ToldAsync(), message => message.Kind == OutboxKind.Notice);
        Assert.Equal(AlertRig.OwnerChat, told.ChatId);
        Assert.Contains("14:00", told.Text, StringComparison.Ordinal);
        Assert.Contains("20:00", told.Text, StringComparison.Ordinal);
        Assert.Contains("older than 24 hours", told.Text, StringComparison.Ordinal);
    }

    /// <summary>What was written down in a time that is not to come for a week hides no gap.</summary>
    [Fact]
    public async Task RunAsync_AfterALongPauseOnceTheClockWasSetBack_OperatorHears()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 500);
        _clock.SetUtcNow(Noon.AddDays(7));
        await rig.RunAsync();
        var mended = new FakeTimeProvider(Noon);
        await using (var set = new AlertRig(TestDatabase, mended))
            await set.RunAsync();

        mended.Advance(TimeSpan.FromHours(30));
        await using (var late = new AlertRig(TestDatabase, mended))
            await late.RunAsync();

        var told = Assert.Single(await rig.ToldAsync(), message => message.Kind == OutboxKind.Notice);
        Assert.Contains("20:00", told.Text, StringComparison.Ordinal);
    }

    /// <summary>A machine that slept, a database that was away: the program that lives on was as blind as one that ended.</summary>
    [Fact]
    public async Task RunAsync_NobodyLookedForHoursWhileTheProgramLived_OperatorHearsOnceEachTime()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 500);
        for (var minute = 0; minute < 5; minute++)
        {
            await rig.RunAsync();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(await rig.ToldAsync());
        foreach (var _ in (int[])[1, 2])
        {
            _clock.Advance(TimeSpan.FromHours(3));
            await rig.RunAsync();
            await rig.RunAsync();
        }

        var told = (await rig.ToldAsync()).Where(message => message.Kind == OutboxKind.Notice).ToList();
        Assert.Equal([AlertRig.OwnerChat, AlertRig.OwnerChat], told.Select(message => message.ChatId));
        Assert.Contains("14:04", told[0].Text, StringComparison.Ordinal);
        Assert.Contains("17:05", told[0].Text, StringComparison.Ordinal);
        Assert.Contains("17:05", told[1].Text, StringComparison.Ordinal);
        Assert.Contains("20:05", told[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ClientErased_LeavesNothingOfIt()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));

        await rig.Get<ClientEraser>().EraseAsync(client.Id, Cancel);
        await rig.RunAsync();

        foreach (var table in (string[])["alert_state", "alert_event", "alert_notice", "alert_line", "alert_group", "alert_episode", "alert_rule", "outbox"])
            Assert.Equal(0, await rig.CountAsync(table));
    }

    [Fact]
    public async Task RunAsync_OneOfTwoClientsOfAnUnsentMessageErased_TellsOfTheOtherWithoutIt()
    {
        await using var rig = Start();
        var acme = await PrepareAsync(rig, views: 500);
        var brew = await rig.AddClientAsync("brew");
        await rig.AddRuleAsync(brew);
        await rig.ViewsAsync(brew, 500);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(acme, 50);
        await rig.ViewsAsync(brew, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(8));
        var both = Assert.Single(await rig.ToldAsync());
        Assert.Contains("ACME", both.Text, StringComparison.Ordinal);
        Assert.Contains("BREW", both.Text, StringComparison.Ordinal);

        await rig.Get<ClientEraser>().EraseAsync(acme.Id, Cancel);
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from outbox where payload like '%ACME%'"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from outbox where payload like '%BREW%' and state = 0"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from outbox where payload = '' and state = 5 and reason like '%erased'"));
    }

    /// <summary>The chat hears nothing more of a client that it lost, and still hears of the other one in the same message.</summary>
    [Fact]
    public async Task RunAsync_ChatLosesOneOfTwoClientsOfAnUnsentMessage_HearsOfTheOtherWithoutIt()
    {
        await using var rig = Start();
        var acme = await PrepareAsync(rig, views: 500);
        var brew = await rig.AddClientAsync("brew");
        await rig.AddRuleAsync(brew);
        await rig.ViewsAsync(brew, 500);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(acme, 50);
        await rig.ViewsAsync(brew, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(8));
        Assert.Contains("ACME", Assert.Single(await rig.ToldAsync()).Text, StringComparison.Ordinal);

        await LoseAllButAsync(brew);
        await rig.ViewsAsync(acme, 500);
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var waiting = Assert.Single(await rig.ToldAsync(), message => message.State == OutboxState.Ready && message.ChatId == AlertRig.StaffChat);
        Assert.Contains("BREW", waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ACME", waiting.Text, StringComparison.Ordinal);
    }

    /// <summary>It was on the wire when the right was taken and did not arrive: the chat hears of the other client all the same, at once and without the lost one.</summary>
    [Fact]
    public async Task RunAsync_ChatLosesOneOfTwoClientsOfAMessageOnTheWireThatDoesNotArrive_HearsOfTheOtherWithoutIt()
    {
        await using var rig = Start();
        var acme = await PrepareAsync(rig, views: 500);
        var brew = await rig.AddClientAsync("brew");
        await rig.AddRuleAsync(brew);
        await rig.ViewsAsync(brew, 500);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(acme, 50);
        await rig.ViewsAsync(brew, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(8));
        Assert.Contains("ACME", Assert.Single(await rig.ToldAsync()).Text, StringComparison.Ordinal);

        await using (var delivery = await DeliveryRig.StartAsync(TestDatabase))
        {
            delivery.Besides = services =>
            {
                services.AddSingleton(rig.Get<AlertWakes>());
                services.AddSingleton<IUnsentWatcher, UnheardAlerts>();
            };
            delivery.Clock.SetUtcNow(_clock.GetUtcNow());
            delivery.Server.Faults.Add(new Fault(FaultKind.TooManyRequests) { Method = "sendMessage" });
            await delivery.RunSenderAsync();
            await delivery.UntilAsync(() => delivery.Server.Calls.Of("sendMessage").Count > 0);
            await delivery.StopSenderAsync();
            await delivery.ExecuteAsync("update outbox set state = 1");
            await LoseAllButAsync(brew);
            await delivery.ExecuteAsync("update outbox set state = 0");
            await delivery.SendAllAsync();
            _clock.SetUtcNow(delivery.Clock.GetUtcNow());
        }

        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var waiting = Assert.Single(await rig.ToldAsync(), message => message.State == OutboxState.Ready && message.ChatId == AlertRig.StaffChat);
        Assert.Contains("BREW", waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ACME", waiting.Text, StringComparison.Ordinal);
    }

    /// <summary>What was planned for others goes out as it is, not planned anew.</summary>
    [Fact]
    public async Task RunAsync_ClientErasedWhomAnUnsentMessageOfOthersDoesNotName_LeavesItAsItIs()
    {
        await using var rig = Start();
        var acme = await PrepareAsync(rig, views: 500);
        foreach (var slug in (string[])["brew", "cafe"])
        {
            var other = await rig.AddClientAsync(slug);
            await rig.AddRuleAsync(other);
            await rig.ViewsAsync(other, 500);
        }

        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        foreach (var client in (await rig.Get<ClientStore>().ListAsync(Cancel)).Where(client => client.Id != acme.Id))
            await rig.ViewsAsync(client, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(8.5));
        var before = Assert.Single(await rig.ToldAsync());

        await rig.Get<ClientEraser>().EraseAsync(acme.Id, Cancel);
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var after = Assert.Single(await rig.ToldAsync());
        Assert.Equal((OutboxState.Ready, before.Key, before.Text), (after.State, after.Key, after.Text));
        Assert.Contains("BREW", after.Text, StringComparison.Ordinal);
        Assert.Contains("CAFE", after.Text, StringComparison.Ordinal);
    }

    private AlertRig Start() => new(TestDatabase, _clock);

    /// <summary>The team's chat is bound to this client alone from now on.</summary>
    private Task LoseAllButAsync(Client client)
    {
        var users = new UserStore(Database, new Owners(new HashSet<long>(), Language.En), _clock);
        return Database.WriteAsync(
            async (connection, transaction) =>
            {
                await new ChatBindings(_clock).BindAsync(connection, transaction, new NewBinding(AlertRig.StaffChat, null, ChatPurpose.Staff, Language.En, null, null), null, [client.Id]);
                await new HiddenMessages(users, _clock).CancelAsync(connection, transaction, AlertRig.StaffChat);
            },
            Cancel);
    }

    private static async Task<Client> PrepareAsync(AlertRig rig, long views)
    {
        var client = await rig.AddClientAsync("acme");
        await rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        await rig.AddRuleAsync(client);
        await rig.ViewsAsync(client, views);
        return client;
    }

    /// <summary>The one message that waits ends so.</summary>
    private static async Task<string> EndUnsentAsync(AlertRig rig, OutboxState state, string reason)
    {
        var key = Assert.Single(await rig.ToldAsync(), message => message.State == OutboxState.Ready).Key!;
        const string sql = "update outbox set state = @state, reason = @reason, ended_at = created_at + 1 where dedup_key = @key";
        await rig.Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { key, state = (long)state, reason }, transaction), Cancel);
        return key;
    }

    private static async Task<List<long>> RowsAsync(AlertRig rig)
    {
        List<long> rows = [];
        foreach (var table in (string[])["alert_state", "alert_event", "alert_notice", "alert_line", "alert_group", "alert_episode", "outbox", "button"])
            rows.Add(await rig.CountAsync(table));
        return rows;
    }
}
