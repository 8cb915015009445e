using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class ApiBudgetSqliteTests(PostgresServer server) : ApiBudgetTests(Dialect.Sqlite, server);

public sealed class ApiBudgetPostgresTests(PostgresServer server) : ApiBudgetTests(Dialect.Postgres, server);

public abstract class ApiBudgetTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Key = "youtube:project:1";

    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Midnight.AddHours(-20));

    [Fact]
    public async Task Spend_ByTwoInstancesAndAfterARestart_IsAddedUpUntilItIsForgotten()
    {
        var (one, other) = (Budget(), Budget());
        one.Spend(Key, 0.2, Midnight);
        one.Spend(Key, 0.1, Midnight);
        other.Spend(Key, 0.4, Midnight);
        await StoreAsync(one);
        await StoreAsync(other);

        var restarted = Budget();
        await restarted.EnterAsync(Key, CallPriority.Scheduled, Cancel);
        restarted.Spend(Key, 0.1, Midnight);
        var error = await Assert.ThrowsAsync<SourceException>(async () => await restarted.EnterAsync(Key, CallPriority.Scheduled, Cancel));
        await StoreAsync(restarted);
        await StoreAsync(restarted);

        Assert.Equal((SourceProblem.RateLimited, TimeSpan.FromHours(20)), (error.Problem, error.RetryAfter));
        Assert.Equal(0.8, await ShareAsync(), 6);
        await Assert.ThrowsAsync<SourceException>(async () => await one.EnterAsync(Key, CallPriority.Scheduled, Cancel));
        _clock.SetUtcNow(Midnight.AddSeconds(1));
        await restarted.EnterAsync(Key, CallPriority.History, Cancel);
        restarted.Spend(Key, 0.05, Midnight.AddDays(1));
        await StoreAsync(restarted);
        Assert.Equal(0.05, await ShareAsync(), 6);
    }

    [Fact]
    public async Task Spend_AfterTheNetworkSaidThatAllIsUsed_StaysUsedUp()
    {
        var budget = Budget();
        budget.Spend(Key, 0.1, Midnight);
        budget.Report(Key, 1, TimeSpan.FromHours(20));
        await StoreAsync(budget);
        budget.Spend(Key, 0.1, Midnight);
        await StoreAsync(budget);

        Assert.True(await ShareAsync() >= 1, "What is used up was forgotten.");
    }

    [Fact]
    public async Task Spend_StoredByManyPagesInOneCommit_IsCountedOnce()
    {
        const int pages = 40;
        var budget = Budget();
        var others = new TaskCompletionSource();
        var holder = Database.WriteAsync((_, _) => others.Task, Cancel);
        var stores = new List<Task>();
        for (var page = 0; page < pages; page++)
        {
            budget.Spend(Key, 0.01, Midnight);
            stores.Add(StoreAsync(budget));
        }

        others.SetResult();
        await Task.WhenAll([holder, .. stores]);

        Assert.Equal(0.4, await ShareAsync(), 6);
        await budget.EnterAsync(Key, CallPriority.Scheduled, Cancel);
    }

    [Fact]
    public async Task Spend_InAWriteThatFails_IsStoredByTheNextAndCountsMeanwhile()
    {
        var budget = Budget();
        budget.Spend(Key, 0.6, Midnight);
        var underWay = new TaskCompletionSource<int>();
        var write = budget.WriteAsync(Database, (_, _) => underWay.Task, Cancel);
        budget.Spend(Key, 0.2, Midnight);

        await Assert.ThrowsAsync<SourceException>(async () => await budget.EnterAsync(Key, CallPriority.Scheduled, Cancel));
        underWay.SetException(new InvalidOperationException("The lease is another's."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => write);
        await Assert.ThrowsAsync<SourceException>(async () => await budget.EnterAsync(Key, CallPriority.Scheduled, Cancel));
        await StoreAsync(budget);

        Assert.Equal(0.8, await ShareAsync(), 6);
    }

    private ApiBudget Budget() => new(new ApiUsages(Database), _clock);

    private async Task StoreAsync(ApiBudget budget) => await budget.WriteAsync(Database, (_, _) => Task.FromResult(0), Cancel);

    private async Task<double> ShareAsync() => (await new ApiUsages(Database).FindAsync(Key, Cancel))!.Share;
}
