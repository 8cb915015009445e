namespace SmmKpiBot.Sources.Import.Files;

/// <summary>What a file may cost. Counted while reading, whatever the file says about itself.</summary>
internal sealed record ImportLimits
{
    /// <summary>For workbooks, archives and everything from chats.</summary>
    public static ImportLimits Strict { get; } = new();

    public long FileBytes { get; init; } = 20L * 1024 * 1024;

    public long InflatedBytes { get; init; } = 100L * 1024 * 1024;

    public long Cells { get; init; } = 2_000_000;

    public int ArchiveEntries { get; init; } = 200;

    /// <summary>Inflated to packed bytes of one entry; small entries are not judged.</summary>
    public int Ratio { get; init; } = 100;
}
