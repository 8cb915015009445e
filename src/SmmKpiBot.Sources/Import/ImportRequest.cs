using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Sources.Import;

/// <summary>One file to import, for one account of one client.</summary>
public sealed record ImportRequest
{
    public required Client Client { get; init; }

    public required Account Account { get; init; }

    /// <summary>Name of the file as people know it, without its folder; errors and <c>import list</c> show it.</summary>
    public required string FileName { get; init; }

    /// <summary>A file on disk; read in place. Either this or <see cref="Content"/> is given.</summary>
    public string? Path { get; init; }

    /// <summary>A stream (standard input, a download); spooled to a temporary file, as files are read twice.</summary>
    public Stream? Content { get; init; }

    /// <summary>A name of <see cref="ImportLayouts.Names"/>; null = found from the header.</summary>
    public string? Layout { get; init; }

    /// <summary>Zone of times without an offset; null = the client's.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Order of day and month in dates such as 03/04/2026; null = found from the column.</summary>
    public DayOrder? Dates { get; init; }

    /// <summary>Decimal mark of numbers; null = found from the column.</summary>
    public DecimalMark? DecimalMark { get; init; }

    /// <summary>Leave bad rows out instead of refusing the file.</summary>
    public bool SkipBad { get; init; }

    /// <summary>Check everything, store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Limits of design section 7 also for text files; set for files from chats. Workbooks and archives are always limited.</summary>
    public bool Limited { get; init; }
}

/// <summary>Order of day and month in a date that does not show it.</summary>
public enum DayOrder
{
    DayMonth,
    MonthDay,
}

/// <summary>What separates the fraction in numbers.</summary>
public enum DecimalMark
{
    Point,
    Comma,
}
