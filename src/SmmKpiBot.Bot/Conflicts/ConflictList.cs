using System.Globalization;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Which page of which list of conflicts, as buttons keep it.</summary>
internal readonly record struct ConflictList(bool Resolved, int Skip)
{
    private const string ResolvedWord = "resolved";
    private const string OpenWord = "open";

    public static ConflictList Open { get; } = new(false, 0);

    public static ConflictList Parse(string? text)
    {
        var parts = (text ?? "").Split(' ');
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? new(parts[0] == ResolvedWord, skip) : Open;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Resolved ? ResolvedWord : OpenWord)} {Skip}");
}
