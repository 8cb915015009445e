using SmmKpiBot.Sandbox.Demo;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>
/// The visits of a site as they really were, the same for every run of one seed. Google gets to know some of them days later and withdraws some as no person's;
/// what it says of a day becomes the truth in the end.
/// </summary>
internal sealed class SiteModel(string seed, DateOnly firstDay)
{
    private const int VisitsADay = 40;
    private const int People = 150;

    private static readonly SiteSource[] Sources =
    [
        new("instagram", "social", "autumn", "Organic Social", 5), new("instagram", "cpc", "autumn", "Paid Social", 4), new("instagram", "cpc", "followers", "Paid Social", 2),
        new("l.facebook.com", "referral", "(referral)", "Organic Social", 3), new("facebook", "paid_social", "осінь", "Paid Social", 2), new("telegram", "social", "autumn", "Organic Social", 2),
        new("telegram", "cpm", "autumn", "Display", 1), new("web.telegram.org", "referral", "(referral)", "Referral", 1), new("t.me", "referral", "(not set)", "Organic Social", 1),
        new("x.com", "referral", "", "Referral", 1), new("google", "organic", "(organic)", "Organic Search", 7), new("(direct)", "(none)", "(direct)", "Direct", 6),
        new("notfacebook.com", "referral", "(referral)", "Referral", 0.5), new("newsletter", "email", "week", "Email", 1), new("newsletter", "smm", "week", "Unassigned", 0.5),
    ];

    private readonly Noise _noise = Noise.Of(seed);
    private readonly HashSet<(string Source, DateOnly Day)> _withdrawn = [];

    public DateOnly FirstDay { get; } = firstDay;

    /// <summary>Is <c>generate_lead</c> a key event of the property?</summary>
    public bool IsLeadKey { get; set; } = true;

    /// <summary>Does the property have a key event that is no conversion of the client?</summary>
    public bool HasOtherKeyEvent { get; set; }

    /// <summary>Google finds that all visits of this source were no people's.</summary>
    public void Withdraw(string source, DateOnly day) => _withdrawn.Add((source, day));

    /// <summary>What was in the end.</summary>
    public IEnumerable<SiteVisit> Truth(DateOnly from, DateOnly to) => Told(from, to, DateOnly.MaxValue);

    /// <summary>What Google knows on that day.</summary>
    public IEnumerable<SiteVisit> Told(DateOnly from, DateOnly to, DateOnly today)
    {
        for (var day = from < FirstDay ? FirstDay : from; day <= to && day <= today; day = day.AddDays(1))
        {
            for (var number = 0; number < VisitsADay * (0.6 + (0.8 * _noise.At(day, "visits"))); number++)
            {
                var visit = Visit(day, number);
                if (visit.IsKnown(today) && !_withdrawn.Contains((visit.From.Source, day)))
                    yield return visit;
            }
        }
    }

    private SiteVisit Visit(DateOnly day, int number)
    {
        double Draw(string what) => _noise.At(day, what, number);
        var from = From(Draw("from"));
        var isEngaged = Draw("engaged") < 0.6;
        var hasBought = isEngaged && Draw("bought") < 0.12;
        List<SiteEvent> events = [];
        if (hasBought)
            events.Add(new("purchase", true, 1));
        if (isEngaged && Draw("lead") < 0.2)
            events.Add(new("generate_lead", IsLeadKey, Draw("leads") < 0.2 ? 2 : 1));
        if (Draw("sign up") < 0.08)
            events.Add(new("sign_up", true, 1));
        if (HasOtherKeyEvent && Draw("scrolled") < 0.3)
            events.Add(new("scrolled_far", true, 1));
        return new(
            day, number, $"person {(int)(Draw("person") * People)}", from, isEngaged, isEngaged ? 11 + (int)(Draw("seconds") * 400) : (int)(Draw("seconds") * 10), 1 + (isEngaged ? (int)(Draw("views") * 6) : 0),
            events, hasBought ? decimal.Round(50 + (decimal)(Draw("revenue") * 3_000), 2) : 0, Draw("late") switch { < 0.06 => 2, < 0.2 => 1, _ => 0 }, Draw("nobody") < 0.05 ? 2 : null);
    }

    private static SiteSource From(double draw)
    {
        var left = draw * Sources.Sum(source => source.Weight);
        return Sources.First(source => (left -= source.Weight) < 0);
    }
}
