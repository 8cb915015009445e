using Dapper;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AccountRhythmsSqliteTests(PostgresServer server) : AccountRhythmsTests(Dialect.Sqlite, server);

public sealed class AccountRhythmsPostgresTests(PostgresServer server) : AccountRhythmsTests(Dialect.Postgres, server);

/// <summary>When the next data of an account is to be expected, from what came so far.</summary>
public abstract class AccountRhythmsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 20)]
    [InlineData(3, 60)]
    public async Task OfAsync_HoweverManyBatchesADeliveryHas_IsTheRhythmOfAllThatCame(int seed, int hours)
    {
        var random = new Random(seed);
        List<DateTimeOffset> observed = [];
        for (var at = Noon.AddDays(-200); at < Noon; at += TimeSpan.FromMinutes(random.Next(2 * hours * 60)))
            observed.Add(at);
        await ObserveAsync(Account.Id, observed);

        var expected = await OfAsync();

        Assert.Equal(AccountRhythms.Expected(observed), expected.TryGetValue(Account.Id, out var next) ? next : null);
    }

    [Fact]
    public async Task OfAsync_DailyDeliveriesOfManyFiles_AreExpectedTwoDaysAfterTheLastFile()
    {
        var days = Enumerable.Range(1, 6).Select(day => Noon.AddDays(-day)).ToList();
        await ObserveAsync(Account.Id, days.SelectMany(day => (DateTimeOffset[])[day, day.AddHours(1), day.AddHours(5)]));
        var silent = (await new AccountStore(Database).AddAsync(Client.Id, "facebook", "silent", null, Cancel))!;

        var expected = await OfAsync();

        Assert.Equal(Noon.AddDays(1).AddHours(5), expected[Account.Id]);
        Assert.DoesNotContain(silent.Id, expected.Keys);
    }

    [Fact]
    public async Task OfAsync_WhatWasUndoneNeverFinishedOrIsYearsOld_IsNoDelivery()
    {
        await ObserveAsync(Account.Id, Enumerable.Range(0, 6).Select(day => Noon.AddDays(-901 - day)));
        await ObserveAsync(Account.Id, Enumerable.Range(1, 3).Select(day => Noon.AddDays(-day)));
        await ObserveAsync(Account.Id, [Noon.AddDays(-4)], "null, null");
        await ObserveAsync(Account.Id, [Noon.AddDays(-5)], "1, 1");

        Assert.Empty(await OfAsync());
    }

    private Task<IReadOnlyDictionary<long, DateTimeOffset>> OfAsync() => new AccountRhythms(Database, Clock).OfAsync(Client.Id, Cancel);

    private Task<int> ObserveAsync(long accountId, IEnumerable<DateTimeOffset> observed, string completedAndUndone = "1, null")
    {
        var sql = $"insert into batch (account_id, origin, observed_at, lease_until, completed_at, undone_at) values (@accountId, 0, @at, 0, {completedAndUndone})";
        var rows = observed.Select(at => new { accountId, at = UnixMicros.Of(at) }).ToList();
        return Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction), Cancel);
    }
}
