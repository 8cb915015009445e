namespace SmmKpiBot.Reporting.Charts;

public enum Theme
{
    Light,
    Dark,
}

/// <summary>How an agency's pictures look; its accent is checked for contrast by <see cref="AccentColor.Problem"/> when set.</summary>
/// <param name="Accent"><c>#RRGGBB</c>; null = ours.</param>
public sealed record PictureStyle(Theme Theme, string? AgencyName = null, string? Accent = null);
