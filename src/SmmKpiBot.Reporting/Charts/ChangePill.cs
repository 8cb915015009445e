using SkiaSharp;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The change in a coloured pill: the colour tells better or worse, the arrow where the figure went.</summary>
internal static class ChangePill
{
    /// <summary>Draws the pill with its left upper corner at (<paramref name="x"/>, <paramref name="y"/>) and returns its width; 0 where nothing can be compared.</summary>
    public static float Draw(Pen pen, KpiResult kpi, Language language, float x, float y, float height, TextStyle style)
    {
        if (KpiText.Change(kpi, language) is not { } change)
            return 0;

        var (ink, ground) = pen.Palette.Of(kpi.Verdict);
        var direction = KpiText.Direction(kpi);
        var padding = height * 0.4f;
        var arrow = direction == 0 ? 0 : style.Size * 0.92f;
        var gap = direction == 0 ? 0 : style.Size * 0.36f;
        var width = (padding * 2) + arrow + gap + Pen.Measure(change, style);
        pen.Box(new SKRect(x, y, x + width, y + height), height * 0.28f, ground);
        if (direction != 0)
            pen.Arrow(x + padding, y + ((height - (arrow * 0.86f)) / 2), arrow, direction, ink);

        pen.Text(change, x + padding + arrow + gap, y + (height / 2) + (style.Size * 0.36f), style, ink);
        return width;
    }
}
