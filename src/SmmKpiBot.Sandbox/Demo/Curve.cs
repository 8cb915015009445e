namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A time in which something was pushed: an advertising campaign, a sale, a season.</summary>
internal sealed record Campaign(string Name, DateOnly From, DateOnly To, double Factor)
{
    public bool Covers(DateOnly day) => day >= From && day <= To;
}

/// <summary>How a daily figure runs: a level with growth, the rhythm of a week, campaigns, and some chance.</summary>
/// <param name="Level">The usual value on <paramref name="Start"/>.</param>
/// <param name="GrowthPerYear">0.3 = 30 % more after a year.</param>
/// <param name="Week">Factors from Monday to Sunday.</param>
internal sealed record Curve(DateOnly Start, double Level, double GrowthPerYear, double[] Week, double Spread, IReadOnlyList<Campaign> Campaigns)
{
    public static double[] Shopping { get; } = [1.05, 1.0, 0.98, 1.0, 1.12, 0.95, 0.9];

    public static double[] Office { get; } = [1.25, 1.2, 1.15, 1.1, 1.0, 0.7, 0.6];

    public static double[] Leisure { get; } = [0.8, 0.85, 0.9, 1.0, 1.2, 1.3, 1.15];

    public double On(DateOnly day, Noise noise, string what)
    {
        var years = (day.DayNumber - Start.DayNumber) / 365.25;
        var weekday = Week[((int)day.DayOfWeek + 6) % 7];
        var pushed = Campaigns.Where(campaign => campaign.Covers(day)).Aggregate(1.0, (factor, campaign) => factor * campaign.Factor);
        var chance = 1 + (Spread * noise.Bell(day, what));
        return Math.Max(0, Level * Math.Pow(1 + GrowthPerYear, years) * weekday * pushed * chance);
    }

    public long CountOn(DateOnly day, Noise noise, string what) => (long)Math.Round(On(day, noise, what));
}
