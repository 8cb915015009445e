namespace SmmKpiBot.Sources.Import;

/// <summary>The two readings of a file: first what it is, then what it says.</summary>
public enum ImportStage
{
    Checking,
    Storing,
}

/// <summary>How far an import is: bytes of this reading, and rows stored so far.</summary>
public readonly record struct ImportProgress(ImportStage Stage, long BytesRead, long TotalBytes, long Rows)
{
    public double Fraction => TotalBytes == 0 ? 1 : Math.Min(1, (double)BytesRead / TotalBytes);
}
