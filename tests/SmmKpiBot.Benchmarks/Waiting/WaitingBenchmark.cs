using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Benchmarks.Waiting;

/// <summary><c>/waiting</c> and the feedback family of one client out of 100,000 conversations.</summary>
internal sealed class WaitingBenchmark : IBenchmark
{
    private const double Goal = 2;

    /// <summary>A list takes less than a millisecond; so many are timed together.</summary>
    private const int ListsOfARound = 100;

    private static readonly DateOnly Today = new(2026, 11, 23);

    public string Verb => "waiting";

    public string What =>
        $"/waiting and the feedback family of 14 days of one client, {WaitingStore.Clients * WaitingStore.ConversationsOfOne:#,0} conversations of {WaitingStore.Clients} clients stored; floors: bare indexed reads of the same rows; goals <= {Goal} x.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var store = await WaitingStore.CreateAsync(cancellationToken);
        var clock = new FakeTimeProvider(WaitingStore.Now);
        await new WaitsCatchUp(store.Database, store.ClientStore, WaitParts.Waits(store.Database, store.ClientStore, clock), clock).RunAsync(cancellationToken);
        var list = new WaitingList(store.Database, clock);
        var reports = new KpiReports(new FactReader(store.Database), clock);
        await CheckAsync(store, list, reports, cancellationToken);

        var random = new Random(20261123);
        var lists = await Rounds.RunAsync(
            Rounds.Usual,
            ($"/waiting of one client, {ListsOfARound} times", () => EachAsync(id => list.ReadAsync([id], 0, 10, cancellationToken))),
            ("floor, bare indexed reads of the same rows", () => EachAsync(id => ListFloorAsync(store, id, cancellationToken))));
        Figures.TimeRatio(lists[0], lists[1], Goal);

        var clients = await store.ClientStore.ListAsync(cancellationToken);
        var families = await Rounds.RunAsync(
            Rounds.Usual,
            ("feedback family of 5 clients, 14 days", () => FiveAsync(client => reports.ReportAsync(Query(client), cancellationToken))),
            ("reading their facts alone", () => FiveAsync(client => reports.ReadAsync(Query(client), cancellationToken))),
            ("floor, bare indexed reads of the same rows", () => FiveAsync(client => FamilyFloorAsync(store, client, cancellationToken))));
        Figures.TimeRatio(families[0], families[2], Goal);
        Figures.TimeRatio(families[1], families[2], Goal);

        Task<TimeSpan> EachAsync(Func<long, Task> one) => Rounds.TimeAsync(async () =>
        {
            for (var i = 0; i < ListsOfARound; i++)
                await one(random.Next(1, WaitingStore.Clients + 1));
        });

        Task<TimeSpan> FiveAsync(Func<Client, Task> one) => Rounds.TimeAsync(async () =>
        {
            foreach (var client in clients.Take(5))
                await one(client);
        });
    }

    private static async Task CheckAsync(WaitingStore store, WaitingList list, KpiReports reports, CancellationToken cancellationToken)
    {
        var client = (await store.ClientStore.ListAsync(cancellationToken))[0];
        var yesterday = new KpiQuery { Client = client, Period = PeriodChoice.Parse("1d", Today), AsOf = Today };
        var report = await reports.ReportAsync(yesterday, cancellationToken);
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        var since = LocalDay.Start(Today.AddDays(-30), client.TimeZone);
        var until = LocalDay.Start(Today, client.TimeZone);
        var open = (await OpenWaitStore.OfClientAsync(connection, null, client.Id)).Where(row => row.BeganAt >= UnixMicros.Of(since)).ToList();
        Figures.Check(report["feedback.waiting"].Value == open.Count(row => row.BeganAt < UnixMicros.Of(until)), string.Create(CultureInfo.InvariantCulture, $"feedback.waiting is what the table of waits holds: {report["feedback.waiting"].Value}"));
        var (page, count) = await list.ReadAsync([client.Id], 0, 10, cancellationToken);
        var now = UnixMicros.Of(WaitingStore.Now);
        var urgent = open.OrderByDescending(row => Math.Min((int)row.StageAt(now), (int)WaitStage.Late)).ThenBy(row => row.BeganAt).Take(10);
        Figures.Check(count.All == open.Count && page.Select(wait => wait.Key).SequenceEqual(urgent.Select(row => row.Key)), $"/waiting lists the most urgent 10 of {count.All}, {count.Late} of them late");
        Figures.Check(page.All(wait => wait is { Words: not null, Link: not null }), "with their words and links");
    }

    private static KpiQuery Query(Client client) => new() { Client = client, Period = PeriodChoice.Parse("14d", Today), AsOf = Today };

    /// <summary>The rows of a page with what stands in other tables, and the count, by the same index; nothing done with them.</summary>
    private static async Task ListFloorAsync(WaitingStore store, long clientId, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        await ReadAllAsync(connection, null, Page, clientId, UnixMicros.Of(WaitingStore.Now), cancellationToken);
        await ReadAllAsync(connection, null, Count, clientId, UnixMicros.Of(WaitingStore.Now), cancellationToken);
    }

    /// <summary>Every column of every message of the conversations that the family is made of.</summary>
    private static async Task FamilyFloorAsync(WaitingStore store, Client client, CancellationToken cancellationToken)
    {
        var since = LocalDay.Start(PeriodChoice.Parse("14d", Today).Previous.From.AddDays(-31), client.TimeZone);
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        await using var snapshot = await store.Database.BeginSnapshotAsync(connection, cancellationToken);
        await ReadAllAsync(connection, snapshot, Messages, client.Id, UnixMicros.Of(since), cancellationToken);
    }

    private static async Task ReadAllAsync(DbConnection connection, DbTransaction? transaction, string sql, long clientId, long instant, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in ((string, long)[])[("@clientId", clientId), ("@instant", instant)])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync(cancellationToken))
            reader.GetValues(values);
    }

    private const string Page = """
        select w.account_id, w.conversation, w.message_id, w.client_id, a.network, a.name, w.kind, w.first_of_episode, w.began_at, w.until_at, w.nudge_at, w.due_at, x.words, x.link, t.name, t.user_id
        from open_wait w join account a on a.id = w.account_id
        left join message_text x on x.account_id = w.account_id and x.conversation = w.conversation and x.message_id = w.message_id
        left join wait_taken t on t.account_id = w.account_id and t.conversation = w.conversation and t.message_id = w.message_id
        where w.client_id = @clientId and w.until_at > @instant order by w.began_at limit 10
        """;

    private const string Count = "select count(*) from open_wait where client_id = @clientId and until_at > @instant";

    private const string Messages = """
        select m.account_id, m.conversation, m.message_id, m.batch_id, m.at, m.direction, m.kind, m.author, m.automatic, m.deleted, m.no_answer, m.answerer, b.origin, b.observed_at
        from (select distinct f.account_id, f.conversation from account a join message f on f.account_id = a.id and f.at >= @instant where a.client_id = @clientId) wanted
        join message m on m.account_id = wanted.account_id and m.conversation = wanted.conversation join batch b on b.id = m.batch_id
        where b.completed_at is not null and b.undone_at is null
        """;
}
