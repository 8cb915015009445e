using SkiaSharp;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The shape of a figure's days, without a scale.</summary>
internal static class Sparkline
{
    private const float Thickness = 4;

    /// <summary>True when there is a shape to draw: figures of at least two days.</summary>
    public static bool IsWorthwhile(IReadOnlyList<DailyFigure> days) => days.Count(day => day.Value is not null) >= 2;

    public static void Draw(SKCanvas canvas, SKRect area, IReadOnlyList<DailyFigure> days, SKColor color)
    {
        var values = days.Select(day => day.Value).OfType<decimal>().ToList();
        var (least, greatest) = (values.Min(), values.Max());
        SKPoint Place(int index, decimal value)
        {
            var height = greatest == least ? 0.5f : (float)((value - least) / (greatest - least));
            return new SKPoint(area.Left + (area.Width * index / (days.Count - 1)), area.Bottom - (area.Height * height));
        }

        new DayLine(days, Place).Draw(canvas, color, Thickness);
    }
}
