using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Reporting.Charts;

public enum Theme
{
    Light,
    Dark,
}

/// <summary>The digest as a PNG of 1080×1350.</summary>
public static class DigestPicture
{
    public static byte[] Draw(Digest digest, PictureStyle style) => throw new NotImplementedException();
}

/// <summary>How an agency's pictures look; its accent is checked for contrast when set.</summary>
public sealed record PictureStyle(Theme Theme, string? AgencyName = null, string? Accent = null);
