using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Delivery;
using SmmKpiBot.IntegrationTests.Facts;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conversations;

public sealed class WaitRoundSqliteTests(PostgresServer server) : WaitRoundTests(Dialect.Sqlite, server);

public sealed class WaitRoundPostgresTests(PostgresServer server) : WaitRoundTests(Dialect.Postgres, server);

/// <summary>What chats are told of waits, and when.</summary>
public abstract class WaitRoundTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private const long Team = DeliveryRig.Person;
    private const long Owner = DeliveryRig.Person + 1;
    private const long Lead = DeliveryRig.Person + 2;

    /// <summary>Monday, 09:00 in Kyiv.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private WaitsOptions _options = new();

    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    [Fact]
    public async Task Run_WaitThroughItsLife_IsOneMessageEditedAsItGoes()
    {
        await PrepareAsync("answer-target=message=30m", "hours=mon-fri 09:00-18:00");
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        Clock.SetUtcNow(Monday.AddDays(1));
        await AskAsync("1", "Чи є столик на суботу?");

        await AtAsync(rig, 23, 59);
        Assert.Empty(Seen(rig, Team));

        await AtAsync(rig, 24, 0);
        Assert.Equal(["🟡 Acme · Facebook: чекає 24 хв робочого часу\n«Чи є столик на суботу?» · відкрити розмову\nНорма 30 хв робочого часу мине о 09:30"], Seen(rig, Team));
        var nudge = IdOf(rig, Team);

        await AtAsync(rig, 30, 0);
        Assert.Equal(["🔴 Acme · Facebook: чекає 30 хв робочого часу\n«Чи є столик на суботу?» · відкрити розмову\nНорма 30 хв робочого часу минула о 09:30, нагадали о 09:24"], Seen(rig, Team));
        Assert.Empty(Seen(rig, Owner));
        var alert = IdOf(rig, Team);
        Assert.NotEqual(nudge, alert);

        await AtAsync(rig, 60, 0);
        Assert.EndsWith("нагадали о 09:24\nПередано відповідальному", Assert.Single(Seen(rig, Team)), StringComparison.Ordinal);
        Assert.StartsWith("🔴 Acme · Facebook: чекає 1 год", Assert.Single(Seen(rig, Owner)), StringComparison.Ordinal);

        await AtAsync(rig, 63, 0, () => AnswerAsync("2", "Олена"));
        Assert.Equal(["✅ Acme · Facebook: відповіли за 1 год 3 хв робочого часу\nнорма 30 хв робочого часу · Олена"], Seen(rig, Team));
        Assert.Equal(alert, IdOf(rig, Team));
        Assert.Equal(["✅ Acme · Facebook: відповіли за 1 год 3 хв робочого часу\nнорма 30 хв робочого часу · Олена"], Seen(rig, Owner));
    }

    [Fact]
    public async Task Run_CustomerWhoWritesAgainAfterAMonthWithoutAnAnswer_IsToldOfAnew()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(30));
        Clock.SetUtcNow(Monday.AddDays(35));
        await AskAsync("2");

        await RunAtAsync(Monday.AddDays(35).AddMinutes(30));

        Assert.Equal(2, (await PayloadsAsync()).Count(text => text.Contains("чекає 30 хв", StringComparison.Ordinal)));
        Assert.Equal("2", Assert.Single((await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Page).Key.MessageId);
    }

    [Fact]
    public async Task Run_WhileAnAnswerIsBeingStored_TellsNothingOfTheWaitThatItEnds()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(1));
        Clock.Advance(TimeSpan.FromMinutes(30));
        var stored = new TaskCompletionSource();
        var mayCommit = new TaskCompletionSource();
        var answer = Database.WriteAsync(
            async (connection, transaction) =>
            {
                var delivery = new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("2", Clock.GetUtcNow()) with { Direction = Direction.Outbound })] };
                await new LiveInbox(new LiveMessages(Clock), [Waits(Database)]).TakeAsync(connection, transaction, delivery, Cancel);
                stored.TrySetResult();
                await mayCommit.Task;
            },
            Cancel);
        await stored.Task;
        using var round = Round(Database);
        var telling = round.RunAsync(Cancel);
        await WaitsForALockAsync();
        mayCommit.SetResult();
        await Task.WhenAll(answer, telling);

        Assert.Empty(await PayloadsAsync());
        Assert.Equal(0, (await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Count.All);
    }

    [Fact]
    public async Task Run_NoticeOfAWaitThatNobodyEnded_IsForgottenInTheEnd()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(30));
        await RunAtAsync(Monday.AddDays(39));
        Assert.Equal(1, await NoticesAsync());

        await RunAtAsync(Monday.AddDays(41));

        Assert.Equal(0, await NoticesAsync());
    }

    [Fact]
    public async Task Run_AgainAndAgainByTwoInstances_TellsOnce()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await using var other = TestDatabase.OpenAgain();

        for (var minute = 0; minute < 90; minute += 6)
        {
            using var first = Round(Database);
            using var second = Round(other);
            await Task.WhenAll(first.RunAsync(Cancel), second.RunAsync(Cancel));
            Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal([(Team, 1L), (Owner, 1L)], await MessagesAsync());
    }

    [Fact]
    public async Task Run_WaitOfTheNight_DisturbsNobodyBeforeTheMorning()
    {
        await PrepareAsync("answer-target=message=30m", "hours=mon-fri 09:00-18:00");
        Clock.SetUtcNow(Monday.AddHours(-6));
        await AskAsync("1");

        for (var at = Monday.AddHours(-6); at < Monday.AddMinutes(24); at = at.AddMinutes(8))
            await RunAtAsync(at);
        Assert.Empty(await MessagesAsync());
        Assert.Equal(Monday.AddMinutes(24), await NextAsync());

        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Equal([(Team, 1L)], await MessagesAsync());
    }

    [Fact]
    public async Task Run_PromisedAroundTheClock_QuietHoursBecomeOneMessageOfTheMorning()
    {
        await PrepareAsync("answer-target=message=30m");
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        Clock.SetUtcNow(Monday.AddDays(1).AddHours(16));
        await AskAsync("1", conversation: "a");
        await AskAsync("2", conversation: "b");

        await RunAtAsync(Clock.GetUtcNow().AddMinutes(31));
        Assert.Equal((Team, 1L), Assert.Single(await MessagesAsync()));
        Assert.Empty(Seen(rig, Team));

        await AtAsync(rig, 23 * 60, 0);
        Assert.Single(Seen(rig, Team));
    }

    /// <summary>Who asked at night and was answered at night rings nobody in the morning; where the answer is taken back it does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_HeldForTheMorningAndAnsweredInTheNight_RingsOnlyWhereTheAnswerIsTakenBack(bool isTakenBack)
    {
        await PrepareAsync("answer-target=message=30m");
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        Clock.SetUtcNow(Monday.AddDays(1).AddHours(14));
        await AskAsync("1");
        await RunAtAsync(Clock.GetUtcNow().AddMinutes(31));
        Assert.Equal((Team, 1L), (await MessagesAsync())[0]);

        Clock.SetUtcNow(Clock.GetUtcNow().AddMinutes(10));
        await AnswerAsync("2", "Олена");
        await RunAtAsync(Clock.GetUtcNow().AddMinutes(1));
        Assert.Empty(await UnsentAsync(Team));
        if (isTakenBack)
            await TakeAsync(new LiveDelivery { AccountId = Account.Id, Deleted = [("c", "2")] });

        await AtAsync(rig, 23 * 60, 0);

        Assert.Equal(isTakenBack ? 1 : 0, Seen(rig, Team).Count());
    }

    /// <summary>The owner is the team: what is held back for the morning must not hold back the escalation of it.</summary>
    [Fact]
    public async Task Run_EscalatedAtNightInTheChatThatWasToHearInTheMorning_IsHeardAtOnceAndTheRestInTheMorning()
    {
        await PrepareAsync("answer-target=message=30m");
        await LeaveOnlyTheOwnerAsync();
        var night = Monday.AddHours(13);
        await AskAtAsync(night, "a");
        await AskAtAsync(night.AddMinutes(10), "b");

        await RunAtAsync(night.AddMinutes(24));
        await RunAtAsync(night.AddMinutes(34));
        Assert.Empty(await HeardAsync(Owner));
        await RunAtAsync(night.AddMinutes(60));
        Assert.StartsWith("🔴 Acme · Facebook: чекає 1 год", Assert.Single(await HeardAsync(Owner)).Replace("<b>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await RunAtAsync(night.AddMinutes(70));
        Assert.Contains("чекає 1 год", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);

        // Both left the message of the morning; who comes later has it for himself.
        await AskAtAsync(night.AddHours(9).AddMinutes(20), "c");
        await RunAtAsync(night.AddHours(9).AddMinutes(45));
        Assert.Empty(await HeardAsync(Owner));
        await RunAtAsync(night.AddHours(10));
        Assert.Contains("чекає 40 хв", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EscalatedOneAfterAnotherInOneNight_EachIsHeard()
    {
        await PrepareAsync("answer-target=message=30m");
        var night = Monday.AddHours(13);
        await AskAtAsync(night, "a");
        await RunAtAsync(night.AddMinutes(24));
        await RunAtAsync(night.AddMinutes(60));
        Assert.Single(await HeardAsync(Owner));
        await AskAtAsync(night.AddHours(3), "b");
        await RunAtAsync(night.AddHours(3).AddMinutes(24));
        Assert.Empty(await HeardAsync(Owner));

        await RunAtAsync(night.AddHours(4));

        Assert.Contains("чекає 1 год", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManyEscalatedTogetherAtNight_AreOneMessageAndNoneInTheMorning()
    {
        await PrepareAsync("answer-target=message=30m");
        await LeaveOnlyTheOwnerAsync();
        var night = Monday.AddHours(13);
        for (var i = 0; i < 8; i++)
            await AskAtAsync(night, $"c{i}");
        await RunAtAsync(night.AddMinutes(24));

        await RunAtAsync(night.AddMinutes(60));

        Assert.Contains("8 звернень без відповіді", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);
        await RunAtAsync(night.AddHours(10));
        Assert.Empty(await HeardAsync(Owner));
    }

    [Fact]
    public async Task Run_OverAWeekendAndAPause_IsQuietUntilTheFirstWorkingDay()
    {
        await PrepareAsync("answer-target=message=30m", "hours=mon-fri 09:00-13:00,14:00-18:00", "holidays=2026-11-23..2026-11-24");
        Clock.SetUtcNow(Monday.AddDays(-3).AddHours(8.75));
        await AskAsync("1");

        Assert.Equal(Monday.AddDays(2).AddMinutes(24 - 15), await NextAsync());
    }

    [Fact]
    public async Task Run_InThePausesOfTheDay_LetsTheClockRest()
    {
        await PrepareAsync("answer-target=message=30m", "hours=mon-fri 09:00-13:00,14:00-18:00");
        Clock.SetUtcNow(Monday.AddHours(3).AddMinutes(50));
        await AskAsync("1");

        Assert.Equal(Monday.AddHours(5).AddMinutes(14), await NextAsync());
    }

    [Fact]
    public async Task Run_AfterADayAway_TellsWhatIsFreshByItselfAndAllTheRestInOneMessage()
    {
        await PrepareAsync("answer-target=message=30m");
        var other = await Clients.AddAsync("other", "Other", [KeyValuePair.Create("answer-target", "message=30m")], Cancel);
        var inbox = await AccountAsync(other.Id);
        await RunAtAsync(Monday);
        await AskAsync("old");
        await AskAsync("older", conversation: "second");
        await TakeAsync(new LiveDelivery { AccountId = inbox, Messages = [new LiveMessage(In("1", Monday.AddHours(1)) with { AccountId = inbox })] });
        Clock.SetUtcNow(Monday.AddHours(30));
        await AskAsync("young", conversation: "another");

        await RunAtAsync(Monday.AddHours(32));

        Assert.Equal([(Team, 2L), (Owner, 2L)], await MessagesAsync());
        var missed = (await PayloadsAsync()).Where(text => text.Contains("Поки мене не було", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, missed.Count);
        Assert.All(missed, text => Assert.Equal("🔴 <b>Поки мене не було: 3 звернення чекають досі, найдовше 1 день 8 год</b>\nAcme: 2\nOther: 1", text));
        Assert.Equal(2, (await PayloadsAsync()).Count(text => text.Contains("чекає 2 год", StringComparison.Ordinal)));

        await AnswerAsync("a", "Олена");
        await AnswerAsync("b", "Олена", "second");
        await TakeAsync(new LiveDelivery { AccountId = inbox, Messages = [new LiveMessage(In("2", Clock.GetUtcNow()) with { AccountId = inbox, Direction = Direction.Outbound })] });
        Assert.Equal(2, (await PayloadsAsync()).Count(text => text.Contains("Поки мене не було: більше ніхто не чекає (було 3 звернення)", StringComparison.Ordinal)));
        Assert.Equal([(Team, 2L), (Owner, 2L)], await MessagesAsync());
    }

    /// <summary>What polling brings of the days of the gap was missed as well; what a new inbox brings of its past was not.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Run_CollectedAfterADayAway_TellsOfItOnlyWhereTheInboxWasReadBefore(bool wasRead, int told)
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday.AddHours(-2));
        if (wasRead)
        {
            await AskAsync("before", conversation: "b");
            await AnswerAsync("answer", "Олена", "b");
        }

        await RunAtAsync(Monday);
        await RunAtAsync(Monday.AddHours(60));
        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Monday.AddHours(10)))] });

        await RunAtAsync(Monday.AddHours(60).AddMinutes(1));

        Assert.Equal(told, (await PayloadsAsync()).Count(text => text.Contains("1 звернення чекає досі, найдовше 2 дні 2 год", StringComparison.Ordinal)) / 2);
        Assert.Equal(told * 2, (await MessagesAsync()).Sum(message => message.Count));
    }

    /// <summary>The bot never stopped, but the inbox could not be read for three days: its access was lost and given anew. An account that nobody connected is not read: others tell of it when they like.</summary>
    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public async Task Run_ReadAgainAfterDaysWithoutAccess_TellsInOneMessageWhoWroteMeanwhile(bool wasRead, bool isConnected, int told)
    {
        const string connect = "insert into account_connection (account_id, place_id, place_name, zone, details, remarks, fields, connected_at, checked_at) values (@Id, '1', 'Acme', 'Europe/Kyiv', '{}', '[]', '[]', 0, 0)";
        await PrepareAsync("answer-target=message=30m");
        if (isConnected)
            await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(connect, new { Account.Id }, transaction), Cancel);
        Clock.SetUtcNow(Monday.AddHours(-2));
        if (wasRead)
        {
            await AskAsync("before", conversation: "b");
            await AnswerAsync("answer", "Олена", "b");
        }

        for (var hour = 0; hour < 72; hour += 6)
            await RunAtAsync(Monday.AddHours(hour));
        Clock.SetUtcNow(Monday.AddHours(72));
        foreach (var (id, hours) in new[] { ("1", 10), ("2", 20) })
            await TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In(id, Monday.AddHours(hours)) with { Conversation = id })] });

        await RunAtAsync(Monday.AddHours(72).AddMinutes(1));

        Assert.Equal(told, (await PayloadsAsync()).Count(text => text.Contains("Поки акаунт не читався: 2 звернення чекають досі, найдовше 2 дні 14 год", StringComparison.Ordinal)) / 2);
        Assert.Equal(told * 2, (await MessagesAsync()).Sum(message => message.Count));
    }

    [Fact]
    public async Task Run_ImportedHistory_TellsNobody()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await StoreAsync(Monday, BatchOrigin.Import, async writer =>
        {
            for (var i = 0; i < 40; i++)
                await writer.WriteAsync(In($"{i}", Monday.AddHours(-25 - i)) with { Conversation = $"c{i}" }, Cancel);
        });

        await RunAtAsync(Monday);

        Assert.Empty(await MessagesAsync());
        Assert.Equal(40, (await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Count.All);
    }

    [Fact]
    public async Task Run_LateInQuietHours_IsEditedWithoutASoundAndRemindedOfInTheMorning()
    {
        var evening = await NudgeOfTwoInTheEveningAsync();

        await RunAtAsync(evening.AddMinutes(30));
        Assert.Empty(await HeardAsync(Team));
        await AnswerAsync("answer", "Олена", "b");
        await RunAtAsync(evening.AddMinutes(60));
        Assert.Empty(await HeardAsync(Team));

        await RunAtAsync(Monday.AddHours(23));
        Assert.Contains("чекає 11 год 30 хв", Assert.Single(await HeardAsync(Team)), StringComparison.Ordinal);
    }

    /// <summary>Those that the chat was nudged of in the evening and those of the night are one message, and make one sound.</summary>
    [Fact]
    public async Task Run_SeveralLateInQuietHours_AreInTheOneMessageOfTheMorning()
    {
        var evening = await NudgeOfTwoInTheEveningAsync();
        await RunAtAsync(evening.AddMinutes(30));
        await RunAtAsync(evening.AddMinutes(60));
        await AskAtAsync(evening.AddMinutes(640), "c");
        await RunAtAsync(evening.AddMinutes(665));
        await RunAtAsync(evening.AddMinutes(670));
        Assert.Empty(await HeardAsync(Team));

        await RunAtAsync(Monday.AddHours(23));

        Assert.Equal([PayloadType.Text, PayloadType.Delete, PayloadType.Delete], (await UnsentAsync(Team)).Select(payload => payload.Type).Order());
        Assert.Contains("3 звернення без відповіді", Assert.Single(await HeardAsync(Team)), StringComparison.Ordinal);
        await RunAtAsync(Monday.AddHours(24));
        Assert.Empty(await HeardAsync(Team));
    }

    /// <summary>The program was away for half a day: whoever has hours is not woken by what came that far in them.</summary>
    [Theory]
    [InlineData("09:00-18:00", 32)]
    [InlineData("07:00-18:00", 31)]
    [InlineData("09:00-23:00", 22)]
    public async Task Run_EscalatedOfAClientWithHours_PassesQuietHoursOnlyInThem(string hours, int heardAt)
    {
        await PrepareAsync("answer-target=message=30m", $"hours=mon-sun {hours}");
        await AskAtAsync(Monday, "a");

        foreach (var hour in ((int[])[22, 30, 31, 32]).Where(hour => hour < heardAt))
        {
            await RunAtAsync(Monday.AddHours(hour - 9));
            Assert.Empty(await HeardAsync(Owner));
        }

        await RunAtAsync(Monday.AddHours(heardAt - 9));
        Assert.Contains("робочого часу", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);
        Assert.Equal([(Team, 1L), (Owner, 1L)], await MessagesAsync());
    }

    [Fact]
    public async Task Run_AccountThatWasDisconnected_TellsNothingMoreOfItAndSaysWhy()
    {
        await PrepareAsync("answer-target=message=30m");
        await AskAtAsync(Monday, "a");
        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Single(await HeardAsync(Team));

        await Database.WriteAsync((connection, transaction) => AccountEnds.EndAsync(connection, transaction, Account.Id, Monday.AddMinutes(25)), Cancel);
        await RunAtAsync(Monday.AddMinutes(26));
        var edit = Assert.Single(await UnsentAsync(Team));
        await RunAtAsync(Monday.AddMinutes(90));

        Assert.Equal("⚪ <b>Acme · Facebook: акаунт відключено, відповіді бот не побачить</b>", Plain(edit.Html));
        Assert.Equal(edit.Html, Assert.Single(await UnsentAsync(Team)).Html);
        Assert.Empty(await UnsentAsync(Owner));
    }

    [Fact]
    public async Task Run_ManyLateTogether_RingOnceForAllAndTheirNudgeGoes()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        for (var i = 0; i < 8; i++)
            await AskAsync($"{i}", conversation: $"c{i}");
        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Single(await HeardAsync(Team));

        await RunAtAsync(Monday.AddMinutes(30));

        var payloads = await UnsentAsync(Team);
        Assert.Equal([PayloadType.Text, PayloadType.Delete], payloads.Select(payload => payload.Type).Order());
        Assert.Contains("8 звернень без відповіді", Plain(payloads.Single(payload => payload.Type == PayloadType.Text).Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WaitThatSomebodyTook_RemindsThatPersonAloneAndTellsTheTeamWhenItIsLate()
    {
        await PrepareAsync("answer-target=message=30m");
        await BindAsync(Lead, ChatPurpose.Staff);
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await TakenAsync("c", "1", Lead);

        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Equal([(Lead, 1L)], await MessagesAsync());

        await RunAtAsync(Monday.AddMinutes(30));
        Assert.Equal([(Team, 1L), (Lead, 1L)], await MessagesAsync());
        Assert.All(await PayloadsAsync(), text => Assert.Contains($"tg://user?id={Lead}", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TakenByWhomTheBotCannotWriteTo_MentionsThemAmongTheOthersToo()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        for (var i = 0; i < 8; i++)
            await AskAsync($"{i}", conversation: $"c{i}");
        await TakenAsync("c3", "3", 777);

        await RunAtAsync(Monday.AddMinutes(24));

        Assert.Contains("tg://user?id=777", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ChatThatLostTheClientAtNight_HearsNothingOfItInTheMorning()
    {
        await PrepareAsync("answer-target=message=30m");
        var other = (await Clients.AddAsync("other", "Other", [], Cancel)).Id;
        await JoinAsync(Client.Id, other);
        await AskAtAsync(Monday.AddHours(13), "a");
        await RunAtAsync(Monday.AddHours(13).AddMinutes(24));
        Assert.Single(await UnsentAsync(DeliveryRig.Group));

        await JoinAsync(other);
        await RunAtAsync(Monday.AddHours(13).AddMinutes(30));
        await RunAtAsync(Monday.AddHours(23));

        Assert.Empty(await UnsentAsync(DeliveryRig.Group));
    }

    /// <summary>The owner is the team then, also where the waits are made anew before anybody looks.</summary>
    [Fact]
    public async Task Run_OnlyChatOfTheTeamLostTheClientBeforeItHeard_TheOwnerIsTold()
    {
        await PrepareAsync("answer-target=message=30m");
        await LeaveOnlyTheOwnerAsync();
        var other = (await Clients.AddAsync("other", "Other", [], Cancel)).Id;
        await JoinAsync(Client.Id, other);
        await AskAtAsync(Monday, "a");
        await RunAtAsync(Monday.AddMinutes(31));
        Assert.Single(await UnsentAsync(DeliveryRig.Group));

        await JoinAsync(other);
        await Clients.SetAsync(Client.Id, [KeyValuePair.Create("goal", "sales")], Cancel);
        await RunAtAsync(Monday.AddMinutes(40));

        Assert.Contains("чекає 40 хв", Assert.Single(await HeardAsync(Owner)), StringComparison.Ordinal);
    }

    /// <summary>What was missed of several clients is one message; the one that goes takes the others' customers not with it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_OneClientOfAHeldMessageOfSeveralGoes_TellsOfTheOtherAndEditsThat(bool isErased)
    {
        await PrepareAsync("answer-target=message=30m");
        var other = await Clients.AddAsync("other", "Other", [KeyValuePair.Create("answer-target", "message=30m")], Cancel);
        var inbox = await AccountAsync(other.Id);
        await JoinAsync(Client.Id, other.Id);
        await RunAtAsync(Monday);
        await AskAsync("1");
        foreach (var conversation in (string[])["x", "y"])
            await TakeAsync(new LiveDelivery { AccountId = inbox, Messages = [new LiveMessage(In("1", Monday) with { AccountId = inbox, Conversation = conversation })] });
        await RunAtAsync(Monday.AddHours(38));
        Assert.Contains("Acme: 1", Assert.Single(await UnsentAsync(DeliveryRig.Group)).Html, StringComparison.Ordinal);

        if (isErased)
            await new ClientEraser(Database, Clients, new FactReader(Database), Clock).EraseAsync(Client.Id, Cancel);
        else
            await JoinAsync(other.Id);
        await RunAtAsync(Monday.AddHours(39));
        var told = Assert.Single(await UnsentAsync(DeliveryRig.Group)).Html;
        await TakeAsync(new LiveDelivery { AccountId = inbox, Messages = [new LiveMessage(In("2", Clock.GetUtcNow()) with { AccountId = inbox, Conversation = "x", Direction = Direction.Outbound })] });

        Assert.Contains("Поки мене не було: 2 звернення чекають досі", Plain(told), StringComparison.Ordinal);
        Assert.DoesNotContain("Acme", told, StringComparison.Ordinal);
        Assert.Contains("Поки мене не було: 1 звернення чекає досі", Plain(Assert.Single(await UnsentAsync(DeliveryRig.Group)).Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ChatThatLostTheClient_GetsNoEditAndNoReminderOfWhatItWasTold()
    {
        await PrepareAsync("answer-target=message=30m");
        var other = (await Clients.AddAsync("other", "Other", [], Cancel)).Id;
        await JoinAsync(Client.Id, other);
        Clock.SetUtcNow(Monday);
        await AskAsync("1", "Де моє замовлення?");
        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Single(await HeardAsync(DeliveryRig.Group));
        var wait = Assert.Single((await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Page);
        await Database.WriteAsync((connection, transaction) => NoticeStore.RemindAsync(connection, transaction, wait, DeliveryRig.Group, null, UnixMicros.Of(Monday.AddMinutes(40))), Cancel);

        await JoinAsync(other);
        await AskAsync("1", "Де моє замовлення 42?");
        await RunAtAsync(Monday.AddMinutes(41));
        await AnswerAsync("2", "Олена");

        Assert.Empty(await UnsentAsync(DeliveryRig.Group));
    }

    [Fact]
    public async Task Run_ManyAtOnce_IsOneMessageThatShrinksAsTheyAreAnswered()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        for (var i = 0; i < 12; i++)
            await AskAsync($"{i}", $"Питання {i}", conversation: $"c{i}");

        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Equal([(Team, 1L)], await MessagesAsync());
        var text = Assert.Single(await PayloadsAsync());
        Assert.Contains("12 звернень без відповіді", text, StringComparison.Ordinal);
        Assert.Contains("…і ще 2", text, StringComparison.Ordinal);

        await RunAtAsync(Monday.AddMinutes(30));
        for (var i = 0; i < 11; i++)
            await AnswerAsync($"a{i}", "Олена", $"c{i}");
        Assert.Contains("1 звернення без відповіді", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
        await AnswerAsync("a11", "Олена", "c11");
        Assert.Contains("більше ніхто не чекає (було 12 звернень)", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ComingDueSecondsApart_LetsNoMoreThanFiveMessagesThrough()
    {
        await PrepareAsync("answer-target=message=30m");
        for (var i = 0; i < 30; i++)
        {
            Clock.SetUtcNow(Monday.AddSeconds(i));
            await AskAsync($"{i}", conversation: $"c{i}");
        }

        for (var i = 0; i < 30; i++)
            await RunAtAsync(Monday.AddMinutes(24).AddSeconds(i));

        Assert.Equal([(Team, 6L)], await MessagesAsync());
    }

    [Theory]
    [InlineData("client", "клієнт не відповідає 24 хв")]
    [InlineData("both", "чекає 24 хв")]
    [InlineData("agency", "чекає 24 хв")]
    public async Task Run_WhoeverAnswers_IsSaidWhoseSlownessItIs(string side, string words)
    {
        await PrepareAsync("answer-target=message=30m", $"answers={side}");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");

        await RunAtAsync(Monday.AddMinutes(24));

        Assert.Contains(words, Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    /// <summary>Where both sides answer, the message says whose person it was; where one does, nobody has to be told.</summary>
    [Theory]
    [InlineData("both", Answerer.Client, "Марко", "норма 30 хв · Марко (клієнт)")]
    [InlineData("both", Answerer.Agency, "Марко", "норма 30 хв · Марко (агенція)")]
    [InlineData("both", Answerer.Client, null, "норма 30 хв · клієнт")]
    [InlineData("both", Answerer.Unknown, "Марко", "норма 30 хв · Марко")]
    [InlineData("agency", Answerer.Client, "Марко", "норма 30 хв · Марко")]
    public async Task Follow_AnswerOfOneSide_IsSaidWhereBothAnswer(string side, Answerer answerer, string? author, string words)
    {
        await PrepareAsync("answer-target=message=30m", $"answers={side}");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(24));

        await TakeAsync(new LiveDelivery
        {
            AccountId = Account.Id,
            Messages = [new LiveMessage(In("2", Clock.GetUtcNow()) with { Direction = Direction.Outbound, Author = author, Answerer = answerer })],
        });

        Assert.EndsWith("\n" + words, Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EscalationToAChosenChat_GoesThereOnly()
    {
        _options = new WaitsOptions { EscalateTo = Lead };
        await PrepareAsync("answer-target=message=30m");
        await BindAsync(Lead, ChatPurpose.Staff, ofOther: true);
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(60));
        // A chat that may not see the client is not told, whatever the setting says.
        Assert.Equal([(Team, 1L), (Owner, 1L)], await MessagesAsync());

        await BindAsync(Lead, ChatPurpose.Staff);
        await AnswerAsync("a", null);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("2");
        await RunAtAsync(Monday.AddMinutes(160));

        Assert.Equal([(Team, 2L), (Owner, 1L), (Lead, 1L)], await MessagesAsync());
    }

    /// <summary>Nothing is lost between the chairs: the owner hears in the stead of a chat that is gone.</summary>
    [Theory]
    [InlineData("delete from bound_chat where chat_id = @Lead")]
    [InlineData("update bound_chat set enabled = 0 where chat_id = @Lead")]
    public async Task Run_ChatOfTheEscalationsIsGone_TheOwnerHears(string gone)
    {
        await PrepareAsync("answer-target=message=30m", $"answer-escalate-to={Lead}");
        await BindAsync(Lead, ChatPurpose.Staff);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(gone, new { Lead }, transaction), Cancel);
        Clock.SetUtcNow(Monday);
        await AskAsync("1");

        await RunAtAsync(Monday.AddMinutes(60));

        Assert.Equal([(Team, 1L), (Owner, 1L)], await MessagesAsync());
    }

    [Fact]
    public async Task Run_ClientsOwnNudgeAndEscalation_StandBeforeTheAgencys()
    {
        _options = new WaitsOptions { EscalateTo = Owner };
        await PrepareAsync("answer-target=message=30m", "answer-nudge=50%", "answer-escalation=3", $"answer-escalate-to={Lead}");
        await BindAsync(Lead, ChatPurpose.Owner);
        Clock.SetUtcNow(Monday);
        await AskAsync("1");

        await RunAtAsync(Monday.AddMinutes(14));
        Assert.Empty(await MessagesAsync());
        await RunAtAsync(Monday.AddMinutes(15));
        Assert.Equal([(Team, 1L)], await MessagesAsync());
        await RunAtAsync(Monday.AddMinutes(89));
        Assert.Equal([Team], (await MessagesAsync()).Select(message => message.Chat));
        await RunAtAsync(Monday.AddMinutes(90));

        Assert.Contains((Lead, 1L), await MessagesAsync());
        Assert.DoesNotContain(await MessagesAsync(), message => message.Chat == Owner);
    }

    [Fact]
    public async Task Follow_AnswerThatWasTakenBack_OpensTheMessageAgain()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(31));
        await AnswerAsync("2", "Олена");
        Assert.Contains("відповіли за 31 хв", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromMinutes(5));
        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Deleted = [("c", "2")] });

        Assert.Contains("чекає 36 хв", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_QuestionThatWasDeleted_SaysThatNothingIsLeftToAnswer()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(31));

        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Deleted = [("c", "1")] });

        Assert.Contains("відповідати вже нема на що", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_EarlierMessageThatCameLate_KeepsTheOneMessage()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("2");
        await RunAtAsync(Monday.AddMinutes(24));

        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Monday.AddMinutes(-20)))] });
        await RunAtAsync(Monday.AddMinutes(25));

        Assert.Equal([(Team, 1L)], await MessagesAsync());
        var text = Assert.Single(await PayloadsAsync());
        Assert.StartsWith("🔴 <b>Acme · Facebook: чекає 45 хв", text, StringComparison.Ordinal);
        Assert.EndsWith("Норма 30 хв минула о 09:10", text, StringComparison.Ordinal);
    }

    /// <summary>The rows of the chats are under the earlier message by then: each message says the new beginning, also those of several waits.</summary>
    [Fact]
    public async Task Follow_EarlierMessageOfOneOfSeveral_MovesItsAgeInTheSharedMessage()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        foreach (var conversation in (string[])["c", "d", "e", "f", "g", "h"])
            await AskAsync("2", conversation: conversation);
        await RunAtAsync(Monday.AddMinutes(24));
        Assert.Contains("🟡 24 хв", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);

        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Monday.AddMinutes(-20)))] });

        Assert.Contains("🔴 44 хв", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MoreTimePromisedAfterItWasLate_SaysTheNewPromiseAndRingsWhenThatIsBroken()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1");
        await RunAtAsync(Monday.AddMinutes(31));

        await Clients.SetAsync(Client.Id, [KeyValuePair.Create("answer-target", "message=2h")], Cancel);
        await RunAtAsync(Monday.AddMinutes(40));
        var text = Assert.Single(await PayloadsAsync());
        Assert.StartsWith("🟡", text, StringComparison.Ordinal);
        Assert.EndsWith("Норма 2 год мине о 11:00", text, StringComparison.Ordinal);
        Assert.Single(await HeardAsync(Team));

        await RunAtAsync(Monday.AddHours(2));
        Assert.EndsWith("Норма 2 год минула о 11:00, нагадали о 09:31", Assert.Single(await HeardAsync(Team)), StringComparison.Ordinal);
    }

    /// <summary>Whoever blocked the bot heard nothing: somebody else does.</summary>
    [Fact]
    public async Task Run_ChatOfTheEscalationsRefusesTheAlert_TheOwnerHears()
    {
        await PrepareAsync("answer-target=message=30m", $"answer-escalate-to={Lead}");
        await BindAsync(Lead, ChatPurpose.Owner);
        await using var rig = await FollowedRigAsync();
        rig.Server.Faults.Add(new Fault(FaultKind.Blocked) { ChatId = Lead });
        Clock.SetUtcNow(Monday.AddDays(1));
        await AskAsync("1");

        await AtAsync(rig, 60, 0);
        Assert.DoesNotContain(Seen(rig, Owner), text => text.Contains("чекає", StringComparison.Ordinal));
        await AtAsync(rig, 62, 0);

        Assert.Contains(Seen(rig, Owner), text => text.StartsWith("🔴 Acme · Facebook: чекає 1 год", StringComparison.Ordinal));
    }

    /// <summary>No wait is history because Telegram could not be reached: whom nobody told of it is told when it can.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_AlertExpiredUnsent_IsToldAnewAlsoWhenWaitsAreMadeAnewBefore(bool isRenewed)
    {
        await PrepareAsync("answer-target=message=30m");
        await using var rig = await FollowedRigAsync();
        var start = Monday.AddDays(1);
        Clock.SetUtcNow(start);
        await AskAsync("1");
        foreach (var minutes in (int[])[24, 30, 60])
            await RunAtAsync(start.AddMinutes(minutes));

        rig.Clock.SetUtcNow(start.AddHours(26));
        await rig.SendAllAsync();
        await rig.StopSenderAsync();
        Assert.Empty(Seen(rig, Team));
        if (isRenewed)
            await Clients.SetAsync(Client.Id, [KeyValuePair.Create("goal", "sales")], Cancel);
        await AtAsync(rig, 60 * 27, 0);

        Assert.Contains("чекає 1 день 3 год", Assert.Single(Seen(rig, Team)), StringComparison.Ordinal);
        Assert.Contains("чекає 1 день 3 год", Assert.Single(Seen(rig, Owner)), StringComparison.Ordinal);
    }

    /// <summary>What Telegram refuses it would refuse again and again: the owner hears of that, once.</summary>
    [Fact]
    public async Task Run_AlertThatTelegramRefuses_TheOwnerHearsWhoseCustomersWait()
    {
        await PrepareAsync("answer-target=message=30m");
        await using var rig = await FollowedRigAsync();
        rig.Server.Faults.Add(new Fault(FaultKind.ThreadNotFound) { ChatId = Team });
        Clock.SetUtcNow(Monday.AddDays(1));
        await AskAsync("1");

        await AtAsync(rig, 24, 0);
        await AtAsync(rig, 25, 0);

        var notice = Assert.Single(Seen(rig, Owner));
        Assert.StartsWith("Чат міг не отримати повідомлення про тих, хто чекає на відповідь: особистий\nКлієнт: Acme\nПричина: ", notice, StringComparison.Ordinal);
        Assert.EndsWith("\nХто чекає зараз: /waiting", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EscalatedWhereNobodyElseHears_DoesNotSayThatItWasPassedOn()
    {
        await PrepareAsync("answer-target=message=30m");
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("update bound_chat set enabled = 0 where chat_id = @Owner", new { Owner }, transaction), Cancel);
        Clock.SetUtcNow(Monday);
        await AskAsync("1");

        await RunAtAsync(Monday.AddMinutes(60));

        Assert.DoesNotContain("Передано", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CustomersWords_CallNobodyAndLeadNowhere()
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await AskAsync("1", "<b>@olena</b> https://evil.example/x /start #tag t.me/x");

        await RunAtAsync(Monday.AddMinutes(24));

        var text = Assert.Single(await PayloadsAsync());
        Assert.Contains("&lt;b&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@olena", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/start", text, StringComparison.Ordinal);
        Assert.DoesNotContain("t.me/x", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "[голосове повідомлення] · у Messenger сторінки «page»")]
    [InlineData("https://www.facebook.com/1/inbox/?x=2", "[голосове повідомлення] · <a href=\"https://www.facebook.com/1/inbox/?x=2\">відкрити розмову</a>")]
    public async Task Run_MessageWithoutWords_SaysWhatItIsAndWhereToLook(string? link, string shown)
    {
        await PrepareAsync("answer-target=message=30m");
        Clock.SetUtcNow(Monday);
        await TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Monday), null, link, MessageMedia.Voice)] });

        await RunAtAsync(Monday.AddMinutes(24));

        Assert.Contains("\n" + shown + "\n", Assert.Single(await PayloadsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OpenFeed_WritesEveryDayDownAsObserved()
    {
        await PrepareAsync();
        Clock.SetUtcNow(Monday);
        await Database.WriteAsync((connection, transaction) => new LiveFeeds(Database, Clock).OpenAsync(connection, transaction, Account.Id), Cancel);
        using var round = Round(Database);

        await round.RunAsync(Cancel);
        var midnight = await round.NextAsync(Cancel);
        Clock.SetUtcNow(midnight.GetValueOrDefault());
        await round.RunAsync(Cancel);

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero), midnight);
        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select count(*) from observed_span"));
    }

    private static IEnumerable<string> Seen(DeliveryRig rig, long chat) => rig.TextsOf(chat).Select(Plain);

    /// <summary>Words without the spaces that do not break.</summary>
    private static string Plain(string text) => text.Replace(Typography.NoBreakSpace, " ", StringComparison.Ordinal);

    private async Task PrepareAsync(params string[] keys)
    {
        await Clients.SetAsync(Client.Id, [.. keys.Select(key => key.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))], Cancel);
        await BindAsync(Team, ChatPurpose.Staff);
        await BindAsync(Owner, ChatPurpose.Owner);
        await RunAtAsync(Clock.GetUtcNow());
    }

    private async Task BindAsync(long chat, ChatPurpose purpose, bool ofOther = false)
    {
        var clients = ofOther ? [(await Clients.AddAsync("other", "Other", [], Cancel)).Id] : Array.Empty<long>();
        await Database.WriteAsync(
            (connection, transaction) => new ChatBindings(Clock).BindAsync(connection, transaction, new NewBinding(chat, null, purpose, Language.Uk, null, null), null, clients), Cancel);
    }

    private Task<int> LeaveOnlyTheOwnerAsync() =>
        Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("update bound_chat set enabled = 0 where chat_id = @Team", new { Team }, transaction), Cancel);

    private async Task AskAtAsync(DateTimeOffset at, string conversation)
    {
        Clock.SetUtcNow(at);
        await AskAsync(conversation, conversation: conversation);
    }

    private static int IdOf(DeliveryRig rig, long chat) => Assert.Single(rig.Server.World.MessagesOf(chat)).Id;

    /// <summary>The group with the team is bound to these clients, by an invitation.</summary>
    private Task<Redemption> JoinAsync(params long[] clients)
    {
        var users = new UserStore(Database, new Owners(new HashSet<long>(), Language.Uk), Clock);
        var invitations = new Invitations(Database, new ChatBindings(Clock), users, new HiddenMessages(users, Clock), Clock);
        return Database.WriteAsync(
            async (connection, transaction) =>
            {
                var code = InvitationCode.New();
                await invitations.CreateAsync(connection, transaction, code, ChatPurpose.Staff, clients, null);
                return await invitations.RedeemAsync(connection, transaction, code, new Joiner(Lead, DeliveryRig.Group, null, false, "Team", Language.Uk));
            },
            Cancel);
    }

    private Task TakenAsync(string conversation, string messageId, long user) => Database.WriteAsync(
        (connection, transaction) => NoticeStore.TakeAsync(connection, transaction, new WaitKey(Account.Id, conversation, messageId), user, "Олена", UnixMicros.Of(Clock.GetUtcNow())), Cancel);

    private async Task<long> AccountAsync(long clientId)
    {
        var account = await Database.WriteAsync((connection, transaction) => AccountStore.AddAsync(connection, transaction, clientId, "facebook", "page", null), Cancel);
        Assert.NotNull(account);
        return account.Id;
    }

    private async Task<List<OutboxPayload>> UnsentAsync(long chat)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. (await connection.QueryAsync<string>("select payload from outbox where chat_id = @chat and state in (0, 3) order by id", new { chat })).Select(OutboxPayload.Parse)];
    }

    /// <summary>The messages that go to a chat by now, each with a sound of its own; edits go too, and make none.</summary>
    private async Task<List<string>> HeardAsync(long chat)
    {
        const string due = "state = 0 and (not_before is null or not_before <= @now)";
        var values = new { chat, now = UnixMicros.Of(Clock.GetUtcNow()) };
        await using var connection = await Database.OpenAsync(Cancel);
        var payloads = (await connection.QueryAsync<string>($"select payload from outbox where chat_id = @chat and {due} order by id", values)).Select(OutboxPayload.Parse).ToList();
        await Database.WriteAsync((writer, transaction) => writer.ExecuteAsync($"update outbox set state = 2, attempt = 1, message_id = id where {due}", values, transaction), Cancel);
        return [.. payloads.Where(payload => payload.EditsKey is null).Select(payload => Plain(payload.Html))];
    }

    private WaitRound Round(Data.Database.Database database)
    {
        var clients = new ClientStore(database, new ClientDefaults("Europe/Kyiv", "uk"));
        return new WaitRound(
            database,
            clients,
            new ChatStore(database),
            new WaitsCatchUp(database, clients, Waits(database), Clock),
            WaitTestParts.Notices(database, Clock, _options),
            new LiveFeeds(database, Clock),
            new AccountHealthBook([]),
            new Outbox(database, Clock),
            Clock);
    }

    private OpenWaits Waits(Data.Database.Database database) => new(
        new ClientStore(database, new ClientDefaults("Europe/Kyiv", "uk")),
        WaitTestParts.Endings(database, Clock),
        new WaitWakes(),
        Options.Create(_options),
        Options.Create(new SecurityOptions()),
        Clock);

    /// <summary>The team is nudged of two at 20:54 in Kyiv; they become late in its quiet hours.</summary>
    private async Task<DateTimeOffset> NudgeOfTwoInTheEveningAsync()
    {
        await PrepareAsync("answer-target=message=30m");
        var evening = Monday.AddHours(11.5);
        await AskAtAsync(evening, "a");
        await AskAtAsync(evening, "b");
        await RunAtAsync(evening.AddMinutes(24));
        Assert.Equal(2, (await HeardAsync(Team)).Count);
        return evening;
    }

    private async Task RunAtAsync(DateTimeOffset at)
    {
        Clock.SetUtcNow(at);
        using var round = Round(Database);
        await round.RunAsync(Cancel);
    }

    /// <summary>A sender that is followed by what follows it in the bot.</summary>
    private async Task<DeliveryRig> FollowedRigAsync()
    {
        var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Besides = services =>
        {
            services.AddSingleton<WaitWakes>();
            services.AddSingleton<IUnsentWatcher, UnheardWaits>();
            services.AddSingleton<IChatWatcher, UnheardWaits>();
            services.AddSingleton<IChatWatcher>(new BindingFollower(rig.Outbox, new HiddenMessages(new UserStore(Database, new Owners(new HashSet<long>(), Language.Uk), Clock), Clock)));
        };
        return rig;
    }

    private async Task<DateTimeOffset?> NextAsync()
    {
        using var round = Round(Database);
        return await round.NextAsync(Cancel);
    }

    private async Task AtAsync(DeliveryRig rig, int minutes, int seconds, Func<Task>? then = null)
    {
        var at = Monday.AddDays(1).AddMinutes(minutes).AddSeconds(seconds);
        rig.Clock.SetUtcNow(at);
        await RunAtAsync(at);
        if (then is not null)
            await then();
        await rig.SendAllAsync();
        await rig.StopSenderAsync();
    }

    private Task<LiveOutcome> AskAsync(string id, string? words = null, string conversation = "c") => TakeAsync(new LiveDelivery
    {
        AccountId = Account.Id,
        Messages = [new LiveMessage(In(id, Clock.GetUtcNow()) with { Conversation = conversation }, words, words is null ? null : "https://t.me/c/1/" + id)],
    });

    private Task<LiveOutcome> AnswerAsync(string id, string? author, string conversation = "c") => TakeAsync(new LiveDelivery
    {
        AccountId = Account.Id,
        Messages = [new LiveMessage(In(id, Clock.GetUtcNow()) with { Direction = Direction.Outbound, Author = author, Conversation = conversation })],
    });

    private ConversationMessage In(string id, DateTimeOffset at) => new()
    {
        AccountId = Account.Id,
        Conversation = "c",
        MessageId = id,
        At = at,
        Direction = Direction.Inbound,
        ObservedAt = Clock.GetUtcNow(),
    };

    private Task<LiveOutcome> TakeAsync(LiveDelivery delivery) => Database.WriteAsync(
        (connection, transaction) => new LiveInbox(new LiveMessages(Clock), [Waits(Database)]).TakeAsync(connection, transaction, delivery, Cancel), Cancel);

    private async Task<long> NoticesAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("select count(*) from wait_notice");
    }

    private async Task<List<(long Chat, long Count)>> MessagesAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<(long, long)>("select chat_id, count(*) from outbox group by chat_id order by chat_id")];
    }

    private async Task<List<string>> PayloadsAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. (await connection.QueryAsync<string>("select payload from outbox order by id")).Select(payload => Plain(OutboxPayload.Parse(payload).Html))];
    }
}
