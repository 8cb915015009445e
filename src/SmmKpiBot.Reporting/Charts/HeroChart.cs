using SkiaSharp;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The hero day by day: this period over the previous one, on round steps from zero.</summary>
internal sealed class HeroChart(Pen pen, Digest digest)
{
    private const float Thickness = 5.5f;
    private const float LabelRoom = 42;
    private const int EmptyLines = 3;

    private static readonly TextStyle Label = new(TextWeight.Regular, 23);

    private readonly Pen _pen = pen;
    private readonly Digest _digest = digest;

    /// <summary>The days without figures: an axis that waits for them.</summary>
    public void DrawEmpty(SKRect area)
    {
        var plot = new SKRect(area.Left + 4, area.Top + 8, area.Right, area.Bottom - LabelRoom);
        for (var line = 0; line <= EmptyLines; line++)
            _pen.Line(plot.Left, plot.Bottom - (plot.Height * line / EmptyLines), plot.Right, _pen.Palette.Lines, 1.5f);

        DrawDays(plot);
    }

    public void Draw(SKRect area)
    {
        var scale = AxisScale.For(Greatest(), _digest.Hero.Definition.Unit);
        var labels = scale.Marks().Select(mark => MarkText(mark, scale)).ToList();
        var right = area.Right - labels.Max(text => Pen.Measure(text, Label)) - 16;
        var plot = new SKRect(area.Left + 4, area.Top + 8, right, area.Bottom - LabelRoom);
        DrawMarks(plot, area.Right, scale, labels);
        DrawDays(plot);

        SKPoint Place(int index, decimal value) => new(X(plot, index), plot.Bottom - (plot.Height * (float)(value / scale.Top)));
        new DayLine([.. _digest.HeroPreviousDays.Take(_digest.Report.Period.Days)], Place).Draw(_pen.Canvas, _pen.Palette.Previous, 4);
        var line = new DayLine(_digest.HeroDays, Place);
        line.Fill(_pen.Canvas, _pen.Palette.Fill, plot.Bottom);
        line.Draw(_pen.Canvas, _pen.Palette.Accent, Thickness);
    }

    private decimal Greatest() => _digest.HeroDays.Concat(_digest.HeroPreviousDays.Take(_digest.Report.Period.Days)).Max(day => day.Value) ?? 0;

    private void DrawMarks(SKRect plot, float labelsRight, AxisScale scale, List<string> labels)
    {
        for (var index = 0; index < labels.Count; index++)
        {
            var y = plot.Bottom - (plot.Height * index / scale.Steps);
            _pen.Line(plot.Left, y, plot.Right, _pen.Palette.Lines, 1.5f);
            _pen.Text(labels[index], labelsRight, y + 8, Label, _pen.Palette.Secondary, align: TextAlign.Right);
        }
    }

    private void DrawDays(SKRect plot)
    {
        foreach (var (index, text) in DayAxis.Labels(_digest.Report.Period, _digest.Language))
        {
            var half = Pen.Measure(text, Label) / 2;
            var x = Math.Clamp(X(plot, index), plot.Left + half, Math.Max(plot.Left + half, plot.Right - half));
            _pen.Text(text, x, plot.Bottom + 38, Label, _pen.Palette.Secondary, align: TextAlign.Center);
        }
    }

    private float X(SKRect plot, int index) =>
        _digest.Report.Period.Days == 1 ? plot.MidX : plot.Left + (plot.Width * index / (_digest.Report.Period.Days - 1));

    private string MarkText(decimal mark, AxisScale scale) => _digest.Hero.Definition.Unit switch
    {
        KpiUnit.Seconds => mark == 0 ? "0" : KpiText.Figure(mark, _digest.Hero.Definition, null, _digest.Language),
        KpiUnit.Count => scale.Top >= 1_000_000 ? NumberText.Compact(mark, _digest.Language) : NumberText.Count(mark, _digest.Language),
        _ => KpiText.Figure(mark, _digest.Hero, _digest.Language),
    };
}
