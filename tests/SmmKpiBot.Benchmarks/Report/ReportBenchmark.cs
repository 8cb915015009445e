using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Benchmarks.Report;

/// <summary>The whole catalogue for one client out of many.</summary>
internal sealed class ReportBenchmark : IBenchmark
{
    private const int ClientsOfARound = 40;
    private const double Goal = 2;
    private const double GoalOf95 = 25;
    private static readonly DateOnly Today = ReportStore.LastDay.AddDays(1);

    public string Verb => "report";

    public string What =>
        $"kpi of one client over 14 days and a year, {ReportStore.MetricCount} metrics x {ReportStore.Days} days of each client stored; floor: bare SQL reads of the same rows; goals <= {Goal} x, 95 % of 14 days within {GoalOf95} ms.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var store = await ReportStore.CreateAsync(cancellationToken);
        foreach (var clients in new[] { 10, 200, 2000 })
        {
            await store.GrowAsync(clients, cancellationToken);
            Figures.Line(string.Create(CultureInfo.InvariantCulture, $"--- {clients:#,0} clients"));
            await CheckAsync(store, cancellationToken);
            await MeasureAsync(store, "14d", cancellationToken);
            await MeasureAsync(store, "365d", cancellationToken);
        }
    }

    private static async Task CheckAsync(ReportStore store, CancellationToken cancellationToken)
    {
        var report = await Reports(store).ReportAsync(Query(store.Clients, "14d"), cancellationToken);
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        var gained = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            select sum(p.value) from account a join series s on s.account_id = a.id join metric_point p on p.account_id = a.id and p.series_id = s.id
            where a.client_id = @Id and s.metric = 'followers_gained' and p.day between @From and @To
            """,
            new { Id = (long)store.Clients, From = report.Period.From.DayNumber, To = report.Period.To.DayNumber },
            cancellationToken: cancellationToken));
        Figures.Check(report["followers.gained"].Value == gained && report["followers.gained"].Coverage == 1, "the report has the sum of the stored rows, all days covered");
    }

    private static async Task MeasureAsync(ReportStore store, string period, CancellationToken cancellationToken)
    {
        var random = new Random(20261123);
        var single = new List<TimeSpan>();
        var times = await Rounds.RunAsync(
            Rounds.Usual,
            ($"{period}: report, {ClientsOfARound} clients", () => EachAsync(id => Reports(store).ReportAsync(Query(id, period), cancellationToken), single)),
            ($"{period}: reading the facts alone", () => EachAsync(id => Reports(store).ReadAsync(Query(id, period), cancellationToken), [])),
            ($"{period}: floor, bare SQL reads", () => EachAsync(id => FloorAsync(store, id, period, cancellationToken), [])));
        Figures.TimeRatio(times[0], times[2], Goal);
        Figures.TimeRatio(times[1], times[2], Goal);
        var p95 = new Times("one", single).Percentile(0.95).TotalMilliseconds;
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"{period}: one report, median {new Times("one", single).Median.TotalMilliseconds:0.00} ms, 95 % within {p95:0.00} ms; goal for 14 days {GoalOf95} ms"));

        async Task<TimeSpan> EachAsync(Func<long, Task> one, List<TimeSpan> all)
        {
            var sum = TimeSpan.Zero;
            for (var client = 0; client < ClientsOfARound; client++)
            {
                var id = random.Next(1, store.Clients + 1);
                var time = await Rounds.TimeAsync(() => one(id));
                all.Add(time);
                sum += time;
            }

            return sum;
        }
    }

    private static KpiReports Reports(ReportStore store) => new(new FactReader(store.Database), TimeProvider.System);

    private static KpiQuery Query(long clientId, string period) => new() { Client = ReportStore.Client(clientId), Period = PeriodChoice.Parse(period, Today), AsOf = Today };

    /// <summary>Every column of every row that the report reads, by its own statements, and nothing done with them.</summary>
    private static async Task FloorAsync(ReportStore store, long clientId, string period, CancellationToken cancellationToken)
    {
        var choice = PeriodChoice.Parse(period, Today);
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        await using var snapshot = await store.Database.BeginSnapshotAsync(connection, cancellationToken);
        foreach (var sql in (string[])[Series, Points, Spans])
            await ReadAllAsync(connection, snapshot, sql, clientId, choice.Previous.From.AddDays(-31), choice.Period.To, cancellationToken);
    }

    private static async Task ReadAllAsync(DbConnection connection, DbTransaction snapshot, string sql, long clientId, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = sql;
        foreach (var (name, value) in ((string, long)[])[("@ClientId", clientId), ("@FromDay", from.DayNumber), ("@ToDay", to.DayNumber)])
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

    private const string Series = "select s.id, s.account_id, s.metric, s.dimension, a.network, a.name from account a join series s on s.account_id = a.id where a.client_id = @ClientId";

    private const string Points = """
        select p.series_id, p.day, p.batch_id, p.value, p.settles_at, b.origin, b.observed_at
        from account a join metric_point p on p.account_id = a.id and p.day between @FromDay and @ToDay
            join batch b on b.id = p.batch_id
        where a.client_id = @ClientId and b.completed_at is not null and b.undone_at is null
        """;

    private const string Spans = """
        select o.account_id, k.name, o.from_day, o.to_day, b.observed_at
        from account a join observed_span o on o.account_id = a.id join fact_kind k on k.id = o.kind_id join batch b on b.id = o.batch_id
        where a.client_id = @ClientId and b.completed_at is not null and b.undone_at is null
        """;
}
