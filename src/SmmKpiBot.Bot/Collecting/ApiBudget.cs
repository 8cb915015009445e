using System.Collections.Concurrent;
using System.Data.Common;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// Shares of what networks allow. What answers say of usage is kept in memory and stored with the next page; what other instances stored is looked up again
/// every few seconds.
/// </summary>
internal sealed class ApiBudget(ApiUsages usages, TimeProvider timeProvider) : IApiBudget
{
    private const double OfHistory = 0.5;
    private const double OfSchedule = 0.75;
    private const double OfAsked = 0.9;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Where a network does not say when it forgets; the widest windows that networks count in without saying so are an hour long.</summary>
    private static readonly TimeSpan UsualReset = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestReset = TimeSpan.FromHours(25);

    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    private readonly ApiUsages _usages = usages;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<string, Known> _known = [];
    private readonly UnstoredSpending _spent = new();

    public async ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken)
    {
        if (WithSpent(await FindAsync(key, cancellationToken), _spent.Of(key, _timeProvider.GetUtcNow())) is not { } usage)
            return;
        var now = _timeProvider.GetUtcNow();

        // What was said by a clock that has been set back since says nothing.
        if (usage.ResetsAt <= now || usage.ReportedAt > now + ClockSlack || usage.Share < Limit(priority))
            return;
        throw new SourceException(SourceProblem.RateLimited, $"{usage.Share:P0} of what the network allows is used; the rest is kept.") { RetryAfter = usage.ResetsAt - now };
    }

    public void Report(string key, double usedShare, TimeSpan? resetsAfter)
    {
        var now = _timeProvider.GetUtcNow();
        var reset = resetsAfter is { } told ? TimeSpan.FromTicks(Math.Clamp(told.Ticks, 0, LongestReset.Ticks)) : UsualReset;
        _known[key] = new Known(new ApiUsage(usedShare, now, now + reset), now, IsNew: true);
    }

    public void Spend(string key, double share, DateTimeOffset resetsAt) => _spent.Add(key, new ApiUsage(share, _timeProvider.GetUtcNow(), resetsAt));

    /// <summary>Runs a write of pages or cursors in which what was said and spent since the last one is stored too. The work may run again: it gets the same each time.</summary>
    public async Task<T> WriteAsync<T>(Database database, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var said = _known.Where(pair => pair.Value is { IsNew: true, Usage: not null }).ToDictionary();
        var spent = _spent.Take();
        T result;
        try
        {
            result = await database.WriteAsync(
                async (connection, transaction) =>
                {
                    var done = await work(connection, transaction);
                    await ApiUsages.StoreAsync(connection, transaction, said.ToDictionary(pair => pair.Key, pair => pair.Value.Usage!), _timeProvider.GetUtcNow());
                    await ApiUsages.AddAsync(connection, transaction, spent);
                    return done;
                },
                cancellationToken);
        }
        catch
        {
            _spent.PutBack(spent);
            throw;
        }

        // What was said meanwhile is newer and stays to be stored.
        foreach (var (key, known) in said)
            _known.TryUpdate(key, known with { IsNew = false }, known);
        LookUpAgain(spent.Keys);
        _spent.Settle(spent);
        return result;
    }

    /// <summary>The store knows more of these than what was read of it before.</summary>
    private void LookUpAgain(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (_known.TryGetValue(key, out var known) && !known.IsNew)
                _known.TryRemove(KeyValuePair.Create(key, known));
        }
    }

    private ApiUsage? WithSpent(ApiUsage? usage, ApiUsage? spent) =>
        spent is null ? usage
        : usage is null || usage.ResetsAt <= _timeProvider.GetUtcNow() ? spent
        : spent with { Share = usage.Share + spent.Share };

    private async ValueTask<ApiUsage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && now - known.ReadAt is var age && age >= TimeSpan.Zero && age < Fresh)
            return known.Usage;
        var stored = await _usages.FindAsync(key, cancellationToken);
        if (known is { IsNew: true } && (stored is null || stored.ReportedAt <= known.Usage?.ReportedAt))
            return known.Usage;
        if (known is null)
            _known.TryAdd(key, new Known(stored, now, IsNew: false));
        else
            _known.TryUpdate(key, new Known(stored, now, IsNew: false), known);
        return stored;
    }

    private static double Limit(CallPriority priority) => priority switch
    {
        CallPriority.Asked => OfAsked,
        CallPriority.Scheduled => OfSchedule,
        _ => OfHistory,
    };

    private sealed record Known(ApiUsage? Usage, DateTimeOffset ReadAt, bool IsNew);
}
