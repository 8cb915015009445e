using System.Collections.Concurrent;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Rules that could not be evaluated for a client when it was looked at last. Known again after a restart once the first round ran.</summary>
internal sealed class RuleFailures
{
    private readonly ConcurrentDictionary<long, IReadOnlyList<AlertRule>> _failed = new();

    public void Note(long clientId, IReadOnlyList<AlertRule> failed)
    {
        if (failed.Count == 0)
            _failed.TryRemove(clientId, out _);
        else
            _failed[clientId] = failed;
    }

    public IReadOnlyList<AlertRule> Of(long clientId) => _failed.GetValueOrDefault(clientId, []);
}
