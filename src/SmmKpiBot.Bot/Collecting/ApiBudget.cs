using System.Collections.Concurrent;
using System.Data.Common;
using SmmKpiBot.Data.Collecting;
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
    private readonly ConcurrentDictionary<string, ApiUsage> _spent = [];

    public async ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken)
    {
        if (WithSpent(await FindAsync(key, cancellationToken), _spent.GetValueOrDefault(key)) is not { } usage)
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

    public void Spend(string key, double share, DateTimeOffset resetsAt)
    {
        var usage = new ApiUsage(share, _timeProvider.GetUtcNow(), resetsAt);
        _spent.AddOrUpdate(key, usage, (_, before) => before.ResetsAt == resetsAt ? usage with { Share = before.Share + share } : usage);
    }

    /// <summary>Stores what was said and spent since the last time; call what it gives after the commit.</summary>
    public async Task<Action> StoreAsync(DbConnection connection, DbTransaction transaction)
    {
        var news = new List<(string Key, Known Known)>();
        var usages = new Dictionary<string, ApiUsage>();
        foreach (var (key, known) in _known)
        {
            if (known is not { IsNew: true, Usage: { } usage })
                continue;
            news.Add((key, known));
            usages.Add(key, usage);
        }

        await ApiUsages.StoreAsync(connection, transaction, usages, _timeProvider.GetUtcNow());
        var spent = _spent.ToDictionary();
        await ApiUsages.AddAsync(connection, transaction, spent);
        return () =>
        {
            // What was said meanwhile is newer and stays to be stored.
            foreach (var (key, known) in news)
                _known.TryUpdate(key, known with { IsNew = false }, known);
            foreach (var (key, stored) in spent)
                Settle(key, stored);
        };
    }

    /// <summary>What is stored now is looked up again; what was spent meanwhile stays to be stored.</summary>
    private void Settle(string key, ApiUsage stored)
    {
        if (_known.TryGetValue(key, out var known) && !known.IsNew)
            _known.TryRemove(KeyValuePair.Create(key, known));
        while (_spent.TryGetValue(key, out var now) && now.ResetsAt == stored.ResetsAt)
        {
            var isAll = now.Share <= stored.Share;
            if (isAll ? _spent.TryRemove(KeyValuePair.Create(key, now)) : _spent.TryUpdate(key, now with { Share = now.Share - stored.Share }, now))
                return;
        }
    }

    private ApiUsage? WithSpent(ApiUsage? usage, ApiUsage? spent) =>
        spent is null || spent.ResetsAt <= _timeProvider.GetUtcNow() ? usage
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
