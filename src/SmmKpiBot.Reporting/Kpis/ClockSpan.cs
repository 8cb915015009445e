using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>
/// How long the clock alone changes nothing about an answer: <c>[From, Until)</c>. Whatever in Reporting compares an instant of a fact with as-of
/// has its turning point here; the default span holds nothing.
/// </summary>
public readonly record struct ClockSpan(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Younger posts still gather figures, so theirs are provisional.</summary>
    internal static readonly TimeSpan PostRipens = TimeSpan.FromDays(7);

    /// <summary>A wait that old counts as answered in time or not.</summary>
    internal static readonly TimeSpan WaitIsJudged = TimeSpan.FromHours(24);

    public bool Contains(DateTimeOffset instant) => From <= instant && instant < Until;

    /// <summary>The part that both hold.</summary>
    public ClockSpan And(ClockSpan other) => new(From > other.From ? From : other.From, Until < other.Until ? Until : other.Until);

    /// <summary>From as-of to the first post that ripens, wait that is judged, observation that comes to be known one period ago, or new day of the client.</summary>
    public static ClockSpan Of(FactSet facts)
    {
        var zone = facts.Client.TimeZone;
        var midnight = LocalDay.Start(LocalDay.Of(facts.AsOf, zone).AddDays(1), zone);
        return new(facts.AsOf, Turns(facts).Where(turn => turn > facts.AsOf).Append(midnight).Min());
    }

    private static IEnumerable<DateTimeOffset> Turns(FactSet facts)
    {
        var ripe = facts.Facts.Posts.Select(history => history.Latest.PublishedAt + PostRipens);
        var judged = facts.Facts.Messages.Select(message => message.At + WaitIsJudged);
        var known = facts.Distance is { } distance
            ? facts.Facts.Posts.SelectMany(history => history.Observations).Select(observation => observation.ObservedAt + distance)
            : [];
        return ripe.Concat(judged).Concat(known);
    }
}
