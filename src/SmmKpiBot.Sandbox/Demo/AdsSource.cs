using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>An ad account: what each campaign cost and brought; the network goes on attributing for a few days.</summary>
internal sealed class AdsSource(string name, Curve spend, string currency) : DemoSource("meta-ads", name)
{
    private const int SettlingDays = 3;

    /// <summary>Cost of a thousand impressions.</summary>
    public double Cpm { get; init; } = 62;

    public double ClickRate { get; init; } = 0.017;

    /// <summary>Cost of a follower; null when the network attributes none.</summary>
    public double? CostPerFollower { get; init; }

    /// <summary>Campaigns that always run, with their share of the spend.</summary>
    public IReadOnlyList<(string Name, double Share)> Standing { get; init; } = [("always-on", 1.0)];

    public override IEnumerable<object> Read(DemoRun run)
    {
        foreach (var row in run.Days.SelectMany(day => Standing.Select(campaign => Row(run, day, campaign.Name, campaign.Share))))
        {
            yield return row;
        }

        yield return run.Span(FactKind.Ads);
    }

    private AdDay Row(DemoRun run, DateOnly day, string campaign, double share)
    {
        var cost = spend.On(day, Noise, "spend" + campaign) * share;
        var impressions = (long)(cost / Cpm * 1000 * (1 + (0.15 * Noise.Bell(day, "impressions" + campaign))));
        return new AdDay
        {
            AccountId = run.AccountId,
            Day = day,
            Campaign = campaign,
            SpendMicros = (long)(Math.Round(cost, 2) * 1_000_000),
            Currency = currency,
            Impressions = impressions,
            Clicks = (long)(impressions * ClickRate * (1 + (0.2 * Noise.Bell(day, "clicks" + campaign)))),
            NewFollowers = CostPerFollower is { } price ? (long)Math.Round(cost / price * (1 + (0.2 * Noise.Bell(day, "followers" + campaign)))) : null,
            ObservedAt = run.ObservedAt,
            SettlesAt = run.SettlesAt(day, SettlingDays),
        };
    }
}
