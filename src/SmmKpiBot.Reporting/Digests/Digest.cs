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
    public required KpiReport Report { get; init; }

    public required Reader Reader { get; init; }

    public required Language Language { get; init; }

    /// <summary>The KPI of the main goal, by the rule of the catalogue; its value is null when the goal is not measured.</summary>
    public required KpiResult Hero { get; init; }

    public required IReadOnlyList<DailyFigure> HeroDays { get; init; }

    public required IReadOnlyList<DailyFigure> HeroPreviousDays { get; init; }

    /// <summary>At most six, the most telling of the other families for this goal.</summary>
    public required IReadOnlyList<DigestTile> Tiles { get; init; }

    /// <summary>At most three, only those the reader may see.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Daily figures by KPI key (and currency), for the workbook.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<DailyFigure>> Daily { get; init; }

    /// <summary>The KPIs the reader may see, in catalogue order.</summary>
    public required IReadOnlyList<KpiResult> Kpis { get; init; }

    /// <summary>For a digest sent after its hour: when it was due.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A tile: a figure, its sparkline, and the fact that guards against self-deception.</summary>
public sealed record DigestTile(KpiResult Kpi, IReadOnlyList<DailyFigure> Days, string? Aside);

/// <summary>A sentence from a rule, tied to the figures it rests on.</summary>
public sealed record Finding(string Rule, Words Text, Reader For, IReadOnlyList<string> Keys);

/// <summary>Builds digests from stored facts only.</summary>
public sealed class DigestBuilder(KpiReports reports)
{
    private readonly KpiReports _reports = reports;

    public Task<Digest> BuildAsync(KpiQuery query, Reader reader, Language language, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>The words of a digest in Telegram HTML, every value escaped.</summary>
public static class DigestText
{
    /// <summary>At most 1,024 visible characters (UTF-16 units after entity parsing).</summary>
    public static string Caption(Digest digest) => throw new NotImplementedException();

    /// <summary>All families, as blocks that each fit a message; split by the outbox at block boundaries.</summary>
    public static IReadOnlyList<string> Details(Digest digest) => throw new NotImplementedException();

    /// <summary>Formula, inputs, accounts, last observation and covered days of each figure, as blocks.</summary>
    public static IReadOnlyList<string> Sources(Digest digest) => throw new NotImplementedException();

    /// <summary>The caption and details as plain text, for a file or a terminal.</summary>
    public static string Plain(Digest digest) => throw new NotImplementedException();
}

/// <summary>The digest as an XLSX: KPIs with inputs, accounts, and daily series in typed cells.</summary>
public static class DigestWorkbook
{
    public static void Write(Digest digest, Stream destination) => throw new NotImplementedException();
}
