using SkiaSharp;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>A line of daily figures: a gap stays a gap, what may still change is dotted, a lonely day is a dot.</summary>
internal sealed class DayLine(IReadOnlyList<DailyFigure> days, Func<int, decimal, SKPoint> place)
{
    private readonly IReadOnlyList<DailyFigure> _days = days;
    private readonly Func<int, decimal, SKPoint> _place = place;

    public void Draw(SKCanvas canvas, SKColor color, float thickness)
    {
        using var solid = new SKPath();
        using var dotted = new SKPath();
        for (var index = 1; index < _days.Count; index++)
        {
            if (Point(index - 1) is not { } from || Point(index) is not { } to)
                continue;

            var path = _days[index].Provisional ? dotted : solid;
            if (path.LastPoint != from || path.IsEmpty)
                path.MoveTo(from);

            path.LineTo(to);
        }

        Stroke(canvas, solid, color, thickness, dots: null);
        using var dots = SKPathEffect.CreateDash([thickness * 0.9f, thickness * 2.1f], thickness * -1.6f);
        Stroke(canvas, dotted, color, thickness, dots);
        DrawLonelyDays(canvas, color, thickness);
    }

    /// <summary>Fills the room between the settled line and <paramref name="ground"/>.</summary>
    public void Fill(SKCanvas canvas, SKColor color, float ground)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        for (var index = 1; index < _days.Count; index++)
        {
            if (_days[index].Provisional || Point(index - 1) is null || Point(index) is null)
                continue;

            var first = index - 1;
            while (index + 1 < _days.Count && !_days[index + 1].Provisional && Point(index + 1) is not null)
                index++;

            using var area = Area(first, index, ground);
            canvas.DrawPath(area, paint);
        }
    }

    private SKPath Area(int first, int last, float ground)
    {
        var area = new SKPath();
        area.MoveTo(Point(first)?.X ?? 0, ground);
        for (var index = first; index <= last; index++)
        {
            if (Point(index) is { } point)
                area.LineTo(point);
        }

        area.LineTo(Point(last)?.X ?? 0, ground);
        area.Close();
        return area;
    }

    private void DrawLonelyDays(SKCanvas canvas, SKColor color, float thickness)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        for (var index = 0; index < _days.Count; index++)
        {
            if (Point(index) is { } point && Point(index - 1) is null && Point(index + 1) is null)
                canvas.DrawCircle(point, thickness, paint);
        }
    }

    private SKPoint? Point(int index) =>
        index >= 0 && index < _days.Count && _days[index].Value is { } value ? _place(index, value) : null;

    private static void Stroke(SKCanvas canvas, SKPath path, SKColor color, float thickness, SKPathEffect? dots)
    {
        if (path.IsEmpty)
            return;

        using var paint = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = thickness,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = dots,
        };
        canvas.DrawPath(path, paint);
    }
}
