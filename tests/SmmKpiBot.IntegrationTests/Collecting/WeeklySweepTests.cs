using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Meta;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class WeeklySweepSqliteTests(PostgresServer server) : WeeklySweepTests(Dialect.Sqlite, server);

public sealed class WeeklySweepPostgresTests(PostgresServer server) : WeeklySweepTests(Dialect.Postgres, server);

/// <summary>Once a week what is older than the daily readings look back is read again.</summary>
public abstract class WeeklySweepTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private static readonly DateOnly First = new(2026, 9, 10);
    private static readonly DateOnly Corrected = new(2026, 9, 24);

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Round_AWeekLater_LearnsWhatWasCorrectedTwoMonthsBack()
    {
        var (server, foreign) = await FacebookRig.ServersAsync(_clock);
        await using var rig = new FacebookRig(_clock, server, foreign);
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase, rig.Settings);
        var account = await host.ConnectAsync(rig);
        Assert.Empty((await host.AskAsync(account, First)).Problems);
        server.Model.Restate(GraphBrand.Views, Corrected, 140);

        _clock.Advance(TimeSpan.FromDays(1));
        await host.RoundAsync();
        Assert.NotEqual(server.Model.Truth(GraphBrand.Views, Corrected), await ViewsAsync());
        _clock.Advance(TimeSpan.FromDays(7));
        await host.RoundAsync();

        Assert.Equal(server.Model.Truth(GraphBrand.Views, Corrected), await ViewsAsync());

        async Task<long?> ViewsAsync() => (await host.StoredAsync(account, First)).Points[(MetricCatalogue.Views, "", Corrected)];
    }

    /// <summary>Networks correct no message, and Meta no ad of days that have settled and are still read each day.</summary>
    [Fact]
    public async Task Streams_WithHistory_AreReadAgainNinetyDaysBack()
    {
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase);

        var others = host.Get<SourceBook>().All.Where(source => source.GetType().Assembly == typeof(ISource).Assembly)
            .SelectMany(source => source.Streams.Where(plan => plan.HistoryDays > 0 && plan.SweepDays != 90).Select(plan => $"{source.Network} {plan.Name}"));

        Assert.Equal(["facebook messages", "instagram messages", "meta-ads ads"], others);
    }
}
