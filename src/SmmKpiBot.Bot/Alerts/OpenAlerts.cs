using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What is open now.</summary>
internal sealed class OpenAlerts(Database database)
{
    private readonly Database _database = database;

    /// <summary>Open episodes of these clients, worst first, then by their beginning.</summary>
    /// <param name="clientIds">The clients.</param>
    /// <param name="withNone">Also those of no single client.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<AlertEpisode>> ReadAsync(IReadOnlyCollection<long> clientIds, bool withNone, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rules = await AlertRuleStore.ReadAsync(connection, null);
        var seen = clientIds.ToHashSet();
        return [.. (await AlertStateStore.OpenAsync(connection, null))
            .Select(open => open.State)
            .Where(state => rules.ById.ContainsKey(state.Subject.RuleId) && (state.Subject.ClientId == 0 ? withNone : seen.Contains(state.Subject.ClientId)))
            .Select(state => AlertEpisode.Of(rules.ById[state.Subject.RuleId], state))
            .OrderByDescending(episode => episode.Severity).ThenBy(episode => episode.FiredAt).ThenBy(episode => episode.Id, StringComparer.Ordinal)];
    }
}
