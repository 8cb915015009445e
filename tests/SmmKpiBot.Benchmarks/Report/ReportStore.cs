using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Benchmarks.Report;

/// <summary>A store of many clients: each has 4 accounts with 5 daily metrics over a year.</summary>
internal sealed class ReportStore : IAsyncDisposable
{
    public const int Accounts = 4;
    public const int Days = 365;
    public static readonly DateOnly LastDay = new(2026, 11, 22);
    private static readonly string[] Metrics = [MetricCatalogue.Followers, MetricCatalogue.FollowersGained, MetricCatalogue.FollowersLost, MetricCatalogue.Views, MetricCatalogue.LinkClicks];
    private static readonly DateOnly FirstDay = LastDay.AddDays(1 - Days);

    private readonly string _path;

    private ReportStore(string path, Database database)
    {
        _path = path;
        Database = database;
    }

    public Database Database { get; }

    public int Clients { get; private set; }

    public static int MetricCount => Metrics.Length * Accounts;

    public static async Task<ReportStore> CreateAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"smmkpibot-bench-{Guid.NewGuid():N}.db");
        var database = new Database(Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }));
        await database.MigrateAsync(cancellationToken);
        return new ReportStore(path, database);
    }

    public static Client Client(long id) => new() { Id = id, Slug = $"c{id}", Name = $"Client {id}", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv"), Language = "en" };

    /// <summary>Adds clients until there are so many; the values are the same in every run.</summary>
    public async Task GrowAsync(int clients, CancellationToken cancellationToken)
    {
        for (; Clients < clients; Clients = Math.Min(clients, Clients + 50))
        {
            var range = new
            {
                After = Clients,
                Upto = Math.Min(clients, Clients + 50),
                Accounts,
                FirstDay = FirstDay.DayNumber,
                LastDay = LastDay.DayNumber,
                ObservedAt = new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000,
            };
            await Database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (var sql in Statements)
                        await connection.ExecuteAsync(new CommandDefinition(sql, range, transaction, cancellationToken: cancellationToken));
                    foreach (var metric in Metrics)
                        await connection.ExecuteAsync(new CommandDefinition(AddSeries, new { range.After, range.Upto, Metric = metric, Kind = FactKind.OfMetric(metric), range.FirstDay, range.LastDay }, transaction, cancellationToken: cancellationToken));
                    await connection.ExecuteAsync(new CommandDefinition(AddPoints, range, transaction, cancellationToken: cancellationToken));
                },
                cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        foreach (var file in new[] { _path, _path + "-wal", _path + "-shm", _path + ".migrate" })
            File.Delete(file);
    }

    private static readonly string[] Statements =
    [
        """
        with recursive n(id) as (select @After + 1 union all select id + 1 from n where id < @Upto)
        insert into client (id, slug, name, name_folded) select id, 'c' || id, 'Client ' || id, 'client ' || id from n
        """,
        """
        with recursive a(part) as (select 0 union all select part + 1 from a where part < @Accounts - 1)
        insert into account (client_id, network, name) select c.id, 'network' || a.part, 'main' from client c, a where c.id > @After and c.id <= @Upto
        """,
        """
        insert into batch (id, account_id, origin, observed_at, lease_until, completed_at)
        select a.id, a.id, 1, @ObservedAt, 0, @ObservedAt from account a where a.client_id > @After and a.client_id <= @Upto
        """,
    ];

    private const string AddSeries = """
        insert into series (account_id, metric, dimension) select a.id, @Metric, '' from account a where a.client_id > @After and a.client_id <= @Upto;
        insert into fact_kind (name) select @Kind where not exists (select 1 from fact_kind where name = @Kind);
        insert into observed_span (account_id, kind_id, to_day, from_day, batch_id)
        select a.id, k.id, @LastDay, @FirstDay, a.id from account a join fact_kind k on k.name = @Kind where a.client_id > @After and a.client_id <= @Upto
        """;

    private const string AddPoints = """
        with recursive d(day) as (select @FirstDay union all select day + 1 from d where day < @LastDay)
        insert into metric_point (account_id, day, series_id, batch_id, value, settles_at)
        select s.account_id, d.day, s.id, s.account_id, (s.id * 7919 + d.day * 104729) % 1000, 0
        from series s join account a on a.id = s.account_id, d where a.client_id > @After and a.client_id <= @Upto order by s.account_id, d.day, s.id
        """;
}
