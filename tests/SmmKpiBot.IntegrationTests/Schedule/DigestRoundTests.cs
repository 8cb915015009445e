using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Schedule;

public sealed class DigestRoundSqliteTests(PostgresServer server) : DigestRoundTests(Dialect.Sqlite, server);

public sealed class DigestRoundPostgresTests(PostgresServer server) : DigestRoundTests(Dialect.Postgres, server);

public abstract class DigestRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long ClientChat = 100;
    private const long StaffChat = 200;
    private const long OwnerChat = 300;

    private static readonly DateTimeOffset Friday = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>09:00 of Monday in Kyiv.</summary>
    private static readonly DateTimeOffset Hour = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Friday);

    [Fact]
    public async Task RunAsync_AtTheHour_SendsTheChatItsDigest()
    {
        await PrepareAsync(withFigures: true);

        await RunAtAsync(Hour.AddMinutes(-1));
        Assert.Empty(await SentAsync());
        await RunAtAsync(Hour);

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
    }

    [Fact]
    public async Task RunAsync_RestartedAndRunByTwoAtOnce_SendsOnce()
    {
        await PrepareAsync(withFigures: true);
        _clock.SetUtcNow(Hour.AddMinutes(1));

        await using var other = TestDatabase.OpenAgain();
        for (var restart = 0; restart < 20; restart++)
        {
            using var first = Round(Database);
            using var second = Round(other);
            await Task.WhenAll(first.RunAsync(Cancel), second.RunAsync(Cancel));
            _clock.Advance(TimeSpan.FromMinutes(7));
        }

        Assert.Single(await SentAsync());
    }

    [Fact]
    public async Task RunAsync_ClockSetBackAcrossTheHour_SendsOnce()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour.AddMinutes(30));

        foreach (var jump in new[] { -2, 2, -26, 26, -1, 3 })
        {
            _clock.AdjustTime(_clock.GetUtcNow().AddHours(jump));
            using var round = Round(Database);
            await round.RunAsync(Cancel);
        }

        Assert.Single(await SentAsync());
    }

    [Fact]
    public async Task RunAsync_EveryHourOfTwelveWeeks_SendsEachWeekOnce()
    {
        await PrepareAsync(withFigures: true, days: 100);

        for (var at = Friday; at < Friday.AddDays(84); at = at.AddHours(13))
        {
            await RunAtAsync(at);
        }

        Assert.All(await LogAsync(), row => Assert.True(row.Outcome is 0 or 2));
        Assert.Equal(12, (await LogAsync()).Count);
        Assert.Equal(12, (await LogAsync()).Select(row => row.PeriodStart).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_SixHoursLate_StillSendsAndSaysSo()
    {
        await PrepareAsync(withFigures: true);

        await RunAtAsync(Hour.AddHours(6));

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
        Assert.Contains("09:00", await PayloadAsync(ClientChat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LaterThanTheGrace_SkipsAndTellsStaffOnce()
    {
        await PrepareAsync(withFigures: true);

        await RunAtAsync(Hour.AddHours(6).AddMinutes(1));
        await RunAtAsync(Hour.AddHours(8));

        Assert.Equal((StaffChat, OutboxKind.Notice), Assert.Single(await SentAsync()));
        Assert.Equal(2, Assert.Single(await LogAsync()).Outcome);
    }

    [Fact]
    public async Task RunAsync_RestoredFromABackupOfBeforeTheHour_SendsWhatWasDueNoSecondTimeAndTellsStaff()
    {
        var backup = new DatabaseBackup(Database, _clock);
        var file = Path.Combine(TestDatabase.Folder, "backup.smk");
        await PrepareAsync(withFigures: true);
        await backup.BackupAsync(file, Cancel);
        await RunAtAsync(Hour);
        _clock.SetUtcNow(Hour.AddHours(1));
        await backup.RestoreAsync(file, force: true, Cancel);

        await RunAtAsync(Hour.AddHours(2));
        await RunAtAsync(Hour.AddDays(7));

        Assert.Equal([(StaffChat, OutboxKind.Notice), (ClientChat, OutboxKind.Digest)], await SentAsync());
        Assert.Equal([3L, 0L], (await LogAsync()).Select(row => row.Outcome));
    }

    [Fact]
    public async Task RunAsync_GoalWithoutFigures_ClientGetsNothingAndStaffAreToldBeforeAndAtTheHour()
    {
        await PrepareAsync(withFigures: false);

        foreach (var hours in (int[])[-25, -24, -23, -1])
        {
            await RunAtAsync(Hour.AddHours(hours));
        }

        Assert.Equal((StaffChat, OutboxKind.Notice), Assert.Single(await SentAsync()));
        await RunAtAsync(Hour);
        await RunAtAsync(Hour.AddHours(1));

        Assert.Equal([(StaffChat, OutboxKind.Notice), (StaffChat, OutboxKind.Notice)], await SentAsync());
        Assert.Equal(1, Assert.Single(await LogAsync()).Outcome);
    }

    /// <summary>An account has just been connected: nobody is told to bring figures that are on their way, unless they do not come.</summary>
    [Fact]
    public async Task RunAsync_FirstReadingIsStillToCome_WarnsOnlyShortlyBeforeTheHour()
    {
        const string connect = """
            insert into account (id, client_id, network, name) select 901, id, 'facebook', 'page' from client;
            insert into account_connection (account_id, place_id, place_name, zone, details, remarks, fields, connected_at, checked_at) values (901, '1', 'Page', 'UTC', '{}', '[]', '[]', 0, 0);
            insert into collection_stream (account_id, stream, is_history, next_at) values (901, 'insights', 0, 0);
            """;
        await PrepareAsync(withFigures: false);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(connect, transaction: transaction), Cancel);

        await RunAtAsync(Hour.AddHours(-20));
        await RunAtAsync(Hour.AddHours(-3));
        Assert.Empty(await SentAsync());
        await RunAtAsync(Hour.AddHours(-1));

        Assert.Equal((StaffChat, OutboxKind.Notice), Assert.Single(await SentAsync()));
    }

    [Fact]
    public async Task RunAsync_NoStaffChat_TellsTheOwner()
    {
        await PrepareAsync(withFigures: false, withStaff: false);

        await RunAtAsync(Hour);

        Assert.All(await SentAsync(), message => Assert.Equal(OwnerChat, message.ChatId));
        Assert.NotEmpty(await SentAsync());
    }

    [Fact]
    public async Task RunAsync_StaffChatThatSwitchedDigestsOn_GetsOneOfEachClient()
    {
        await PrepareAsync(withFigures: true);
        var chats = new ChatStore(Database);
        var staff = (await chats.ListAsync(Cancel)).Single(chat => chat.Purpose == ChatPurpose.Staff);
        await chats.UpdateAsync(staff with { Schedule = DigestSchedule.WeeklyDefault }, Cancel);
        await RunAtAsync(Friday);

        await RunAtAsync(Hour);

        Assert.Equal([(ClientChat, OutboxKind.Digest), (StaffChat, OutboxKind.Digest)], (await SentAsync()).Order());
    }

    [Fact]
    public async Task RunAsync_ClientIsSilenced_TeamReadsWhoAndUntilWhenAndTheClientDoesNot()
    {
        await PrepareAsync(withFigures: true);
        var chats = new ChatStore(Database);
        var staff = (await chats.ListAsync(Cancel)).Single(chat => chat.Purpose == ChatPurpose.Staff);
        await chats.UpdateAsync(staff with { Schedule = DigestSchedule.WeeklyDefault }, Cancel);
        await RunAtAsync(Friday.AddMinutes(1));
        var client = Assert.Single(await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).ListAsync(Cancel));
        Silence silence = new() { Id = "1", ClientId = client.Id, Author = "Olha <b>", From = Friday, Until = Friday.AddDays(7) };
        await Database.WriteAsync((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence), Cancel);

        await RunAtAsync(Hour);

        Assert.Contains("🔇 Acme · усі сповіщення — до 27\u00A0листопада, 14:00, Olha &lt;b&gt;", await CaptionAsync(StaffChat), StringComparison.Ordinal);
        Assert.DoesNotContain("Olha", await PayloadAsync(ClientChat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ScheduleSwitchedOnAfterTheHour_OwesNothingOfBefore()
    {
        await PrepareAsync(withFigures: true);
        var chats = new ChatStore(Database);
        var chat = (await chats.ListAsync(Cancel)).Single(one => one.Purpose == ChatPurpose.Client);
        await chats.UpdateAsync(chat with { Schedule = DigestSchedule.Off }, Cancel);
        await RunAtAsync(Hour.AddMinutes(-5));
        await chats.UpdateAsync(chat with { Schedule = DigestSchedule.WeeklyDefault }, Cancel);

        await RunAtAsync(Hour.AddMinutes(5));

        Assert.Empty(await SentAsync());
    }

    [Fact]
    public async Task RunAsync_HourMovedEarlierOnTheSameDay_SendsTheDigestOnce()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour.AddMinutes(-30));
        await MoveAsync(DayOfWeek.Monday, 8);

        await RunAtAsync(Hour.AddMinutes(-29));
        await RunAtAsync(Hour.AddMinutes(1));

        Assert.Single(await SentAsync());
    }

    /// <summary>The bot was there all the time: what the old hour had still ahead is owed, however long the new one is past.</summary>
    [Fact]
    public async Task RunAsync_HourMovedToOneThatIsLongPast_SendsTheDigestOnce()
    {
        await PrepareAsync(withFigures: true);
        await MoveAsync(DayOfWeek.Wednesday, 18);
        await RunAtAsync(Hour.AddHours(-1));
        await RunAtAsync(Hour.AddHours(30));
        await MoveAsync(DayOfWeek.Monday, 8);

        await RunAtAsync(Hour.AddHours(31));
        await RunAtAsync(Hour.AddHours(72));

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
        Assert.Equal(0, Assert.Single(await LogAsync()).Outcome);
    }

    /// <summary>The bot was down at the hour; that hour or zone were changed before it started again makes the digest no less missed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_HourOrZoneChangedAfterTheDigestWasMissed_SkipsItAndTellsStaff(bool isZone)
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour.AddHours(-1));

        var clients = new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk"));
        if (isZone)
            await clients.SetAsync((await clients.ListAsync(Cancel))[0].Id, [KeyValuePair.Create("zone", "Europe/Warsaw")], Cancel);
        else
            await MoveAsync(DayOfWeek.Monday, 8);
        await RunAtAsync(Hour.AddHours(30));
        await RunAtAsync(Hour.AddHours(31));

        Assert.Equal((StaffChat, OutboxKind.Notice), Assert.Single(await SentAsync()));
        Assert.Equal(2, Assert.Single(await LogAsync()).Outcome);
    }

    /// <summary>The bot was down for a moment only, and starts with an hour that is long past.</summary>
    [Fact]
    public async Task RunAsync_HourMovedToOneThatIsLongPastWhileTheBotWasDownAtTheOldOne_SendsTheDigest()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour.AddMinutes(-10));

        await MoveAsync(DayOfWeek.Monday, 1);
        await RunAtAsync(Hour.AddMinutes(10));

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
    }

    [Fact]
    public async Task RunAsync_DayMovedAfterTheDigestOfThatWeek_SendsNoSecondOne()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour);
        await MoveAsync(DayOfWeek.Tuesday, 8);

        await RunAtAsync(Hour.AddHours(50));

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
    }

    /// <summary>Last Friday would have been due by the new day, for an older week than the one the chat has read of already.</summary>
    [Fact]
    public async Task RunAsync_DayMovedToOneBeforeTheDigestThatWasSent_SendsNothingOlderAndSkipsNothing()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour);
        await MoveAsync(DayOfWeek.Friday, 18);

        await RunAtAsync(Hour.AddHours(24));

        Assert.Equal((ClientChat, OutboxKind.Digest), Assert.Single(await SentAsync()));
    }

    /// <summary>What went wrong in another topic, or with another client's digest, is nothing that this chat's readers may hear of.</summary>
    [Theory]
    [InlineData(true, null, 0)]
    [InlineData(false, 5, 0)]
    [InlineData(false, null, 1)]
    public async Task RunAsync_SomethingWasLost_IsMentionedInItsOwnTopicToItsOwnClientOnly(bool ofAnother, int? threadId, int mentions)
    {
        await PrepareAsync(withFigures: true);
        var own = (await new ChatStore(Database).ListAsync(Cancel)).Single(one => one.Purpose == ChatPurpose.Client).ClientIds[0];
        var other = (await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("other", "Other", [], Cancel)).Id;
        var lost = new OutboxMessage { ChatId = ClientChat, ThreadId = threadId, Kind = OutboxKind.Digest, ClientId = ofAnother ? other : own, Content = new TextContent("lost") };
        await new Outbox(Database, _clock).EnqueueAsync(lost, Cancel);
        await Database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE outbox SET state = 5, reason = 'expired: too old to be of use', mentioned = 0", transaction: transaction), Cancel);

        await RunAtAsync(Hour);

        Assert.Equal(mentions, (await SentAsync()).Count(sent => sent == (ClientChat, OutboxKind.Notice)));
    }

    [Fact]
    public async Task RunAsync_ClientErased_LeavesNothingInTheLog()
    {
        await PrepareAsync(withFigures: true);
        await RunAtAsync(Hour);

        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("DELETE FROM client", null, transaction), Cancel);

        Assert.Empty(await LogAsync());
        Assert.Empty(await SentAsync());
    }

    private async Task PrepareAsync(bool withFigures, bool withStaff = true, int days = 40)
    {
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [KeyValuePair.Create("goal", "awareness")], Cancel);
        var account = await new AccountStore(Database).AddAsync(client.Id, "instagram", "main", null, Cancel);
        if (withFigures)
        {
            await ImportViewsAsync(account!.Id, new DateOnly(2026, 10, 25), days);
        }

        await BindAsync(ClientChat, ChatPurpose.Client, client.Id);
        await BindAsync(OwnerChat, ChatPurpose.Owner, null);
        if (withStaff)
        {
            await BindAsync(StaffChat, ChatPurpose.Staff, null);
        }

        await RunAtAsync(Friday);
    }

    private Task<long> BindAsync(long chatId, ChatPurpose purpose, long? clientId) => Database.WriteAsync(
        (connection, transaction) => new ChatBindings(_clock).BindAsync(connection, transaction, new NewBinding(chatId, null, purpose, Language.Uk, null, null), clientId, []),
        Cancel);

    private async Task ImportViewsAsync(long accountId, DateOnly from, int days)
    {
        await using var writer = await new FactBatchStore(Database, _clock).BeginAsync(
            new NewBatch { AccountId = accountId, Origin = BatchOrigin.Import, ObservedAt = Friday, FileName = "views.csv" }, Cancel);
        for (var day = 0; day < days; day++)
        {
            await writer.WriteAsync(new MetricPoint(accountId, MetricCatalogue.Views, "", from.AddDays(day), 1000 + day, Friday, Friday), Cancel);
        }

        await writer.WriteAsync(new ObservedSpan(accountId, FactKind.OfMetric(MetricCatalogue.Views), from, from.AddDays(days - 1), Friday), Cancel);
        await writer.CompleteAsync(Cancel);
    }

    /// <summary>The client's digest comes each week on this day at this hour.</summary>
    private async Task MoveAsync(DayOfWeek day, int hour)
    {
        var chats = new ChatStore(Database);
        var chat = (await chats.ListAsync(Cancel)).Single(one => one.Purpose == ChatPurpose.Client);
        await chats.UpdateAsync(chat with { Schedule = new(DigestFrequency.Weekly, day, new(hour, 0)) }, Cancel);
    }

    private async Task RunAtAsync(DateTimeOffset at)
    {
        _clock.SetUtcNow(at);
        using var round = Round(Database);
        await round.RunAsync(Cancel);
    }

    /// <summary>A round as a program that was just started has it.</summary>
    private DigestRound Round(Data.Database.Database database)
    {
        var chats = new ChatStore(database);
        var outbox = new Outbox(database, _clock);
        var digests = new DigestBuilder(new KpiReports(new FactReader(database), _clock));
        var alerts = new UntoldAlerts(new UntoldStore(database), new AlertStateStore(database), new SilenceStore(database), new AlertRuleStore(database, _clock), _clock);
        return new DigestRound(
            new DigestBook(database, chats, new ClientStore(database, new ClientDefaults("Europe/Kyiv", "uk")), _clock),
            chats,
            new DigestPost(digests, new FinishedDigests(digests, Options.Create(new AgencyOptions()), _clock), alerts, outbox, new ButtonStore(database, _clock), _clock),
            new StaffNotices(outbox),
            outbox,
            database,
            Options.Create(new ScheduleOptions()),
            _clock,
            NullLogger<DigestRound>.Instance);
    }

    private async Task<List<(long ChatId, OutboxKind Kind)>> SentAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        var rows = await connection.QueryAsync<(long ChatId, long Kind)>("SELECT chat_id, kind FROM outbox ORDER BY id");
        return [.. rows.Select(row => (row.ChatId, (OutboxKind)row.Kind))];
    }

    private async Task<string> PayloadAsync(long chatId)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.QuerySingleAsync<string>("SELECT payload FROM outbox WHERE chat_id = @chatId", new { chatId });
    }

    private async Task<string> CaptionAsync(long chatId) => OutboxPayload.Parse(await PayloadAsync(chatId)).Html;

    private async Task<List<(long PeriodStart, long Outcome)>> LogAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<(long PeriodStart, long Outcome)>("SELECT period_start, outcome FROM digest_log ORDER BY period_start")];
    }
}
