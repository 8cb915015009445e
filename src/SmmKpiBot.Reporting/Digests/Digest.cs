using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Who reads: a client's digest shows no findings for the team, and no spend where <c>hide-spend</c> is set.</summary>
public enum Reader
{
    Client,
    Staff,
}

/// <summary>What a chat receives for a client and a period: the report, seen by one reader. Text, picture and workbook are drawn from it and from nothing else.</summary>
public sealed record Digest
{
    /// <summary>The report without what the reader must not see.</summary>
    public required KpiReport Report { get; init; }

    public required Reader Reader { get; init; }

    public required Language Language { get; init; }

    /// <summary>The KPI of the main goal, by the rule of the catalogue; its value is null when the goal is not measured.</summary>
    public required KpiResult Hero { get; init; }

    public required IReadOnlyList<DailyFigure> HeroDays { get; init; }

    public required IReadOnlyList<DailyFigure> HeroPreviousDays { get; init; }

    /// <summary>The fact beside the hero that guards against self-deception, e.g. the price of a conversion or the depth of visits.</summary>
    public string? HeroAside { get; init; }

    /// <summary>The hero over longer periods: the line of 2 weeks, month and quarter in a weekly digest.</summary>
    public IReadOnlyList<HeroFigure> LongerPeriods { get; init; } = [];

    /// <summary>At most six, the most telling of the other families for this goal.</summary>
    public required IReadOnlyList<DigestTile> Tiles { get; init; }

    /// <summary>One figure of every other family that has one, in the order of the families.</summary>
    public required IReadOnlyList<DigestTile> Families { get; init; }

    /// <summary>At most three, only those the reader may see.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Figures day by day, computed when they are asked for.</summary>
    public required DailySeries Daily { get; init; }

    /// <summary>What networks tell beside the KPIs.</summary>
    public OtherFigures Others { get; init; } = OtherFigures.None;

    /// <summary>The KPIs the reader may see, in catalogue order.</summary>
    public IReadOnlyList<KpiResult> Kpis => Report.Kpis;

    /// <summary>How money among the figures was converted, and what of it could not be; null where none was meant to be.</summary>
    public Words? Conversion => ConversionText.All(Kpis.SelectMany(kpi => kpi.Exchanges));

    /// <summary>The period ended so long ago that its year must be named.</summary>
    public bool LongAgo { get; init; }

    /// <summary>As long as the facts and keys are the same, the same question has this same answer in this span.</summary>
    public ClockSpan Holds { get; init; }

    /// <summary>The source that has told nothing for longest up to the period's end; null when none is silent.</summary>
    public SilentAccount? Silent { get; init; }

    /// <summary>
    /// What the team had no message of: alerts that are not repeated any more, fire too often, or came and went; and what is silenced. A line each, worst first, plain text in
    /// <see cref="Language"/>. A client's digest has none, whoever sets them.
    /// </summary>
    public IReadOnlyList<string> Alerts
    {
        get => Reader == Reader.Staff ? field : [];
        init;
    } = [];

    /// <summary>For a digest sent after its hour: when it was due.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>The hero over another period.</summary>
public sealed record HeroFigure(Period Period, KpiResult Kpi);
