namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>A visit of the site as it really was.</summary>
/// <param name="Seconds">In which the site was looked at.</param>
/// <param name="ArrivesAfter">Days after its own on which Google gets to know it.</param>
/// <param name="WithdrawnAfter">Days after its own on which Google finds it was no person's; null when it was.</param>
internal sealed record SiteVisit(DateOnly Day, int Number, string Person, SiteSource From, bool IsEngaged, int Seconds, int Views, IReadOnlyList<SiteEvent> Events, decimal Revenue, int ArrivesAfter, int? WithdrawnAfter)
{
    /// <summary>What its link was tagged with; not all people tag all links.</summary>
    public string Content => From.Campaign.Length == 0 || From.Campaign[0] == '(' ? "(not set)" : (Number % 3) switch { 0 => "story", 1 => "Банер 1", _ => "(not set)" };

    public bool IsKnown(DateOnly today) => today >= Day.AddDays(ArrivesAfter) && (WithdrawnAfter is not { } days || today < Day.AddDays(days));
}

/// <summary>Something that happened in a visit.</summary>
internal sealed record SiteEvent(string Name, bool IsKey, int Times);

/// <summary>Where a visit came from, in Google's words.</summary>
internal sealed record SiteSource(string Source, string Medium, string Campaign, string Channel, double Weight);
