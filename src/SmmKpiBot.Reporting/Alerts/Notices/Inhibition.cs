using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>Alerts that another open alert explains.</summary>
public static class Inhibition
{
    /// <param name="open">All open episodes, of all clients.</param>
    /// <returns>Id of an explained episode → id of the one that explains it.</returns>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<AlertEpisode> open)
    {
        Dictionary<string, string> inhibited = [];
        var ofClient = open.ToLookup(episode => episode.Subject.ClientId);
        foreach (var cause in open.Where(episode => episode.Family == AlertFamily.Sources).OrderBy(Rank))
        {
            // A platform explains alerts of any client, everything else only those of its own.
            var reached = cause.Subject.Metric == AlertMetrics.Platform ? open : ofClient[cause.Subject.ClientId];
            foreach (var episode in reached.Where(episode => episode.Id != cause.Id && !inhibited.ContainsKey(episode.Id) && Explains(cause, episode)))
                inhibited.Add(episode.Id, cause.Id);
        }

        return inhibited;
    }

    /// <summary>The greater cause is named.</summary>
    private static int Rank(AlertEpisode cause) => cause.Subject.Metric switch
    {
        AlertMetrics.Platform => 0,
        AlertMetrics.Token or AlertMetrics.Access => 1,
        AlertMetrics.Error => 2,
        _ => 3,
    };

    private static bool Explains(AlertEpisode cause, AlertEpisode episode) => cause.Subject.Metric switch
    {
        AlertMetrics.Platform => episode.Subject.Metric is AlertMetrics.Error or AlertMetrics.Access or AlertMetrics.Throttled && episode.Trouble?.IsOfOneAccount() != true
            && episode.Accounts.Any(account => IsOf(cause.Subject.Dimension, account)),
        AlertMetrics.Token => cause.Last?.Value <= 0 && episode.Subject.Metric == AlertMetrics.NoData && SameAccount(cause, episode),
        AlertMetrics.Access => SharesAccount(cause, episode)
            && (episode.Subject.Metric is AlertMetrics.NoData or AlertMetrics.Error or AlertMetrics.Throttled || episode.Family != AlertFamily.Sources),
        AlertMetrics.Error => SharesAccount(cause, episode)
            && (episode.Subject.Metric is AlertMetrics.NoData or AlertMetrics.Throttled || episode.Family != AlertFamily.Sources),
        AlertMetrics.Throttled => SharesAccount(cause, episode)
            && (episode.Subject.Metric == AlertMetrics.NoData || episode.Family != AlertFamily.Sources),
        _ => false,
    };

    private static bool SameAccount(AlertEpisode one, AlertEpisode other) =>
        one.Subject.ClientId == other.Subject.ClientId && one.Subject.AccountId == other.Subject.AccountId;

    private static bool SharesAccount(AlertEpisode one, AlertEpisode other) =>
        one.Subject.ClientId == other.Subject.ClientId && other.Accounts.Intersect(one.Accounts).Any();

    private static bool IsOf(string network, string account) => account.StartsWith(network + "/", StringComparison.Ordinal);
}
