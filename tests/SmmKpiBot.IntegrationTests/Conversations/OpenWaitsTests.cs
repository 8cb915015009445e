using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conversations;

public sealed class OpenWaitsSqliteTests(PostgresServer server) : OpenWaitsTests(Dialect.Sqlite, server);

public sealed class OpenWaitsPostgresTests(PostgresServer server) : OpenWaitsTests(Dialect.Postgres, server);

/// <summary>The table of who waits is always what the facts say.</summary>
public abstract class OpenWaitsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private static readonly string[] Rules = ["emoji,thanks,tags", "none", "reaction"];

    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    private OpenWaits Waits => Follower(keepTexts: false);

    private WaitsCatchUp CatchUp => new(Database, Clients, Waits, Clock);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Table_AfterAnyChange_IsWhatTheFactsSay(int seed)
    {
        var random = new Random(seed);
        await SetAsync("hours", "mon-fri 09:00-13:00,14:00-18:00");
        await SetAsync("answer-target", "message=30m,comment=2h,message.later=1h");
        await CatchUp.RunAsync(Cancel);
        var batches = new List<long>();
        for (var step = 0; step < 60; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 400)));
            var isSeen = random.Next(10) switch
            {
                0 => await ImportAsync(random, batches),
                1 => await UndoAsync(batches),
                2 => await SetAsync("no-answer", Rules[random.Next(Rules.Length)]),
                _ => await DeliverAsync(random),
            };
            if (!isSeen)
                await CatchUp.RunAsync(Cancel);

            Assert.Equal(await ExpectedAsync(), await StoredAsync());
        }

        Assert.Equal(0, await CatchUp.RunAsync(Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task LongConversation_AfterAnyDelivery_IsToldOfAsWhenAllOfItIsRead(int seed)
    {
        var random = new Random(seed);
        await SetAsync("answer-target", "message=30m");
        for (var id = 0; id < 150; id++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            await DeliverAsync(Any(random, 0, id), random);
        }

        for (var step = 0; step < 60; step++)
        {
            await CatchUp.RunAsync(Cancel);
            await TellAsync(random, step);
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            await (random.Next(8) switch
            {
                0 => DeliverAsync(Any(random, 20_000, 1000 + step), random),
                1 => DeliverAsync(Any(random, 20_000, random.Next(150)), random),
                2 => TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Deleted = [("c", $"{random.Next(150)}")] }),
                3 => TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Closures = [new WaitClosure(Account.Id, "c", Clock.GetUtcNow().AddMinutes(-random.Next(0, 900)))] }),
                _ => DeliverAsync(Any(random, 0, 1000 + step), random),
            });
            var told = await ToldAsync();

            Assert.Equal(await ExpectedAsync(), await StoredAsync());
            await SetAsync("goal", step % 2 == 0 ? "traffic" : "sales");
            Assert.Equal(1, await CatchUp.RunAsync(Cancel));
            Assert.Equal(await ToldAsync(), told);
        }
    }

    [Fact]
    public async Task Waiting_OfTheMidnight_IsTheFigureOfTheCatalogue()
    {
        await CatchUp.RunAsync(Cancel);
        for (var day = 0; day < 40; day++)
        {
            Clock.Advance(TimeSpan.FromDays(1));
            var question = In("1", Clock.GetUtcNow()) with { Conversation = $"of day {day}" };
            await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(question)] });
            if (day % 3 == 0)
                await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Out("2", question.At.AddMinutes(day)) with { Conversation = question.Conversation })] });
        }

        var client = (await Clients.FindAsync(Client.Id, Cancel))!;
        var today = LocalDay.Of(Clock.GetUtcNow(), client.TimeZone).AddDays(1);
        Clock.SetUtcNow(LocalDay.Start(today, client.TimeZone));
        var yesterday = await new KpiReports(new FactReader(Database), Clock).ReportAsync(new KpiQuery { Client = client, Period = PeriodChoice.Parse("1d", today), AsOf = today }, Cancel);

        var (page, (all, _)) = await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 3, Cancel);

        Assert.Equal(20, all);
        Assert.Equal(yesterday["feedback.waiting"].Value, all);
        Assert.Equal(3, page.Count);
        Assert.Equal(page.OrderBy(wait => wait.BeganAt).Select(wait => wait.Key), page.Select(wait => wait.Key));
    }

    [Fact]
    public async Task Words_AreKeptWhileSomebodyWaits()
    {
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [Words(In("1", Noon)), Words(In("2", Noon.AddMinutes(1)))] });
        Assert.Equal(2, await CountWordsAsync());
        var wait = Assert.Single((await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Page);
        Assert.Equal(("1", "words of 1", "https://t.me/c/1/1"), (wait.Key.MessageId, wait.Words, wait.Link));

        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Out("3", Noon.AddMinutes(2)))] });

        Assert.Equal(0, await CountWordsAsync());
        Assert.Equal(2, await CountTextsAsync());
        Assert.Equal(0, (await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Count.All);
    }

    /// <summary>The words are gone for good; where to answer is known until nobody could ask any more.</summary>
    [Fact]
    public async Task Link_OfAWaitWhoseAnswerIsTakenBack_IsThereAgain()
    {
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [Words(In("1", Noon)), new LiveMessage(In("of nowhere", Noon), "words")] });
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Out("3", Noon.AddMinutes(2)))] });
        var edited = await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Noon), "other words")] });
        Assert.Equal((0, 0, 1), (edited.Stored, await CountWordsAsync(), await CountTextsAsync()));

        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Deleted = [("c", "3")] });

        var wait = Assert.Single((await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Page);
        Assert.Equal((null, "https://t.me/c/1/1"), (wait.Words, wait.Link));
        await Database.WriteAsync((connection, transaction) => NoticeStore.PurgeAsync(connection, transaction, UnixMicros.Of(Noon)), Cancel);
        Assert.Equal(1, await CountTextsAsync());
        await Database.WriteAsync((connection, transaction) => NoticeStore.PurgeAsync(connection, transaction, UnixMicros.Of(Noon) + 1), Cancel);
        Assert.Equal(0, await CountTextsAsync());
    }

    /// <summary>An answer that was deleted before it came never was one.</summary>
    [Fact]
    public async Task AnswerThatIsGoneWhenItComes_EndsNothing()
    {
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [Words(In("1", Noon))] });

        await Database.WriteAsync(
            (connection, transaction) => new MessageIntake(new LiveInbox(new LiveMessages(Clock), [Waits]))
                .TakeAsync(connection, transaction, Account.Id, [new LiveMessage(Out("2", Noon.AddMinutes(1)))], [("c", "2")], false, Cancel),
            Cancel);

        Assert.Equal("words of 1", Assert.Single((await new WaitingList(Database, Clock).ReadAsync([Client.Id], 0, 10, Cancel)).Page).Words);
    }

    /// <summary>Nobody sees what becomes of whoever waits there; once the account is read again they are back.</summary>
    [Fact]
    public async Task Table_OfAnAccountThatWasDisconnected_IsEmptyUntilItIsReadAgain()
    {
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", Noon))] });
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Database.WriteAsync((connection, transaction) => AccountEnds.EndAsync(connection, transaction, Account.Id, Clock.GetUtcNow()), Cancel);
        await CatchUp.RunAsync(Cancel);
        Assert.Empty(await StoredAsync());

        await Database.WriteAsync((connection, transaction) => AccountEnds.BeginAsync(connection, transaction, Account.Id), Cancel);
        await CatchUp.RunAsync(Cancel);
        Assert.Equal("1", Assert.Single(await StoredAsync()).MessageId);
    }

    [Fact]
    public async Task Words_WhereTheOwnerKeepsThem_StayAfterTheAnswer()
    {
        await TakeAsync(Follower(keepTexts: true), new LiveDelivery { AccountId = Account.Id, Messages = [Words(In("1", Noon))] });

        await TakeAsync(Follower(keepTexts: true), new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Out("3", Noon.AddMinutes(2)))] });

        Assert.Equal(1, await CountWordsAsync());
    }

    [Fact]
    public async Task Instants_FollowTheWorkingClockAndTheKeys()
    {
        await SetAsync("hours", "mon-fri 09:00-18:00");
        await SetAsync("answer-target", "message=100m");
        await CatchUp.RunAsync(Cancel);
        // Saturday 03:00 in Kyiv: the first minute that counts is Monday 09:00.
        await TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(In("1", new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero)))] });

        var monday = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        var row = Assert.Single(await StoredAsync());
        Assert.Equal((UnixMicros.Of(monday.AddMinutes(80)), UnixMicros.Of(monday.AddMinutes(100)), UnixMicros.Of(monday.AddMinutes(200))), (row.NudgeAt, row.DueAt, row.EscalateAt));

        await SetAsync("answer-target", "");
        await CatchUp.RunAsync(Cancel);
        Assert.Null(Assert.Single(await StoredAsync()).DueAt);
    }

    private OpenWaits Follower(bool keepTexts) =>
        new(Clients, WaitTestParts.Endings(Database, Clock), new WaitWakes(), Options.Create(new WaitsOptions()), Options.Create(new SecurityOptions { KeepTexts = keepTexts }), Clock);

    private async Task<List<OpenWaitRow>> ExpectedAsync()
    {
        var client = (await Clients.FindAsync(Client.Id, Cancel))!;
        var facts = await new FactReader(Database).ReadAsync(
            new FactQuery { ClientId = Client.Id, From = Day, To = Day, ConversationsSince = DateTimeOffset.UnixEpoch }, Cancel);
        var clock = WorkingClock.Of(client);
        return
        [
            .. Reporting.Kpis.Waits.Of(facts.Messages, facts.Closures, client.NoAnswer).All.Where(wait => wait.End == WaitEnd.None)
                .Select(wait => OpenWaitRow.Of(wait, WaitPromise.Of(wait, client, clock, 0.8, 2), client.Id, facts.Messages.Single(message => message.Conversation == wait.Conversation && message.MessageId == wait.MessageId).ObservedAt))
                .OrderBy(row => row.Conversation, StringComparer.Ordinal),
        ];
    }

    private async Task<List<OpenWaitRow>> StoredAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. (await OpenWaitStore.OfClientAsync(connection, null, Client.Id)).OrderBy(row => row.Conversation, StringComparer.Ordinal)];
    }

    /// <summary>Late, edited, repeated, deleted and closed in any order. True: the table follows by itself.</summary>
    private async Task<bool> DeliverAsync(Random random)
    {
        var messages = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new LiveMessage(Any(random), "words")).ToList();
        var closures = random.Next(4) == 0
            ? new[] { new WaitClosure(Account.Id, Conversation(random), Clock.GetUtcNow().AddMinutes(-random.Next(0, 90)), (ClosureReason)random.Next(2)) }
            : [];
        await TakeAsync(Waits, new LiveDelivery
        {
            AccountId = Account.Id,
            Messages = [.. messages, .. messages.Take(1)],
            Deleted = random.Next(3) == 0 ? [(Conversation(random), Id(random))] : [],
            Closures = closures,
            Reopened = random.Next(2) == 0 ? closures : [],
        });
        return true;
    }

    /// <summary>A message of the long conversation, at most so many minutes late.</summary>
    private ConversationMessage Any(Random random, int late, int id)
    {
        var at = Clock.GetUtcNow().AddMinutes(-random.Next(0, late + 1));
        var message = random.Next(2) == 0 ? In($"{id}", at) : Out($"{id}", at);
        return message with { Automatic = message.Direction == Direction.Outbound && random.Next(3) == 0, NoAnswer = message.Direction == Direction.Inbound ? (NoAnswerReason)random.Next(3) : NoAnswerReason.None };
    }

    private Task<LiveOutcome> DeliverAsync(ConversationMessage message, Random random) =>
        TakeAsync(Waits, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(message, random.Next(2) == 0 ? "words" : null)] });

    /// <summary>Now and then a chat is told of whoever waits.</summary>
    private async Task TellAsync(Random random, int step)
    {
        foreach (var row in (await StoredAsync()).Where(_ => random.Next(2) == 0))
        {
            var notice = new NoticeRow
            {
                AccountId = row.AccountId,
                Conversation = row.Conversation,
                MessageId = row.MessageId,
                ChatId = 1,
                ClientId = row.ClientId,
                MessageKey = $"k{step}",
                Stage = (long)row.StillTold((long)WaitStage.Late, UnixMicros.Of(Clock.GetUtcNow())),
                Kind = row.Kind,
                FirstOfEpisode = row.FirstOfEpisode,
                BeganAt = row.BeganAt,
                DueAt = row.DueAt ?? row.UntilAt,
                NudgedAt = row.BeganAt,
            };
            await Database.WriteAsync((connection, transaction) => NoticeStore.AddAsync(connection, transaction, notice), Cancel);
        }
    }

    private async Task<List<NoticeRow>> ToldAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. (await NoticeStore.OfClientAsync(connection, null, Client.Id)).OrderBy(row => row.MessageId, StringComparer.Ordinal)];
    }

    private async Task<bool> ImportAsync(Random random, List<long> batches)
    {
        batches.Add(await StoreAsync(Clock.GetUtcNow(), BatchOrigin.Import, async writer =>
        {
            foreach (var message in Enumerable.Range(0, 3).Select(_ => Any(random) with { NoAnswer = NoAnswerReason.None, Answerer = Answerer.Unknown }).DistinctBy(message => (message.Conversation, message.MessageId)))
                await writer.WriteAsync(message, Cancel);
        }));
        return false;
    }

    private async Task<bool> UndoAsync(List<long> batches)
    {
        if (batches.Count > 0)
        {
            await Batches.UndoAsync(batches[^1], Cancel);
            batches.RemoveAt(batches.Count - 1);
        }

        return false;
    }

    private async Task<bool> SetAsync(string key, string value)
    {
        await Clients.SetAsync(Client.Id, [KeyValuePair.Create(key, value)], Cancel);
        return false;
    }

    private ConversationMessage Any(Random random)
    {
        var at = Clock.GetUtcNow().AddMinutes(-random.Next(0, 3000));
        var message = random.Next(2) == 0 ? In(Id(random), at) : Out(Id(random), at);
        return message with
        {
            Conversation = Conversation(random),
            Kind = (MessageKind)random.Next(2),
            Automatic = message.Direction == Direction.Outbound && random.Next(4) == 0,
            NoAnswer = message.Direction == Direction.Inbound ? (NoAnswerReason)random.Next(4) : NoAnswerReason.None,
        };
    }

    private static string Conversation(Random random) => "c" + random.Next(4);

    private static string Id(Random random) => random.Next(30).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static LiveMessage Words(ConversationMessage message) => new(message, "words of " + message.MessageId, "https://t.me/c/1/" + message.MessageId);

    private ConversationMessage In(string id, DateTimeOffset at) => new()
    {
        AccountId = Account.Id,
        Conversation = "c",
        MessageId = id,
        At = at,
        Direction = Direction.Inbound,
        ObservedAt = Clock.GetUtcNow(),
    };

    private ConversationMessage Out(string id, DateTimeOffset at) => In(id, at) with { Direction = Direction.Outbound };

    private Task<LiveOutcome> TakeAsync(OpenWaits waits, LiveDelivery delivery) => Database.WriteAsync(
        (connection, transaction) => new LiveInbox(new LiveMessages(Clock), [waits]).TakeAsync(connection, transaction, delivery, Cancel), Cancel);

    private async Task<long> CountWordsAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("select count(*) from message_text where words is not null");
    }

    private async Task<long> CountTextsAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("select count(*) from message_text");
    }
}
