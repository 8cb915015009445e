using System.Globalization;
using SkiaSharp;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>Checks an agency's accent: it colours words on the page and lines on cards, so it must stand out from both.</summary>
public static class AccentColor
{
    private const double LeastContrast = 4.5;

    /// <summary>Why <paramref name="accent"/> (<c>#RRGGBB</c>) cannot be used with a theme, and what to do; null when it can.</summary>
    public static string? Problem(string accent, Theme theme)
    {
        if (accent.Length != 7 || accent[0] != '#' || !SKColor.TryParse(accent, out var color))
            return $"'{accent}' is not a colour: write it as #RRGGBB, for example #4F46E5.";

        var palette = Palette.Of(theme);
        var contrast = Math.Min(Contrast(color, palette.Page), Contrast(color, palette.Card));
        if (contrast >= LeastContrast)
            return null;

        var advice = theme == Theme.Light ? "darker" : "lighter";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The accent {accent} has a contrast of {Math.Floor(contrast * 10) / 10:0.0}:1 in the {theme.ToString().ToLowerInvariant()} theme; at least 4.5:1 is needed to be readable: choose a {advice} one.");
    }

    /// <summary>The contrast ratio of WCAG 2: 1 (equal) to 21 (black on white).</summary>
    internal static double Contrast(SKColor one, SKColor other)
    {
        var (lighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(SKColor color) => (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
