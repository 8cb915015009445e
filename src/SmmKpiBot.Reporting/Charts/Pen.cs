using SkiaSharp;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>Draws text, boxes and lines in the colours of a palette.</summary>
internal sealed class Pen(SKCanvas canvas, Palette palette)
{
    private const string Ellipsis = "…";

    public SKCanvas Canvas { get; } = canvas;

    public Palette Palette { get; } = palette;

    /// <summary>Draws one line that fits <paramref name="width"/>: smaller if need be, then shortened with an ellipsis. Returns its width.</summary>
    public float Text(string text, float x, float baseline, TextStyle style, SKColor color, float width = float.MaxValue, TextAlign align = TextAlign.Left, float smallest = TextStyle.Smallest)
    {
        var shaped = Fit(DrawableText.Of(text), style, width, smallest);
        var left = align switch
        {
            TextAlign.Right => x - shaped.Width,
            TextAlign.Center => x - (shaped.Width / 2),
            _ => x,
        };
        shaped.Draw(Canvas, left, baseline, color);
        return shaped.Width;
    }

    public static float Measure(string text, TextStyle style) => ShapedText.Of(DrawableText.Of(text), style).Width;

    public void Box(SKRect box, float radius, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        Canvas.DrawRoundRect(box, radius, radius, paint);
    }

    public void Frame(SKRect box, float radius, SKColor color, float thickness)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = thickness };
        Canvas.DrawRoundRect(box, radius, radius, paint);
    }

    public void Line(float fromX, float y, float toX, SKColor color, float thickness)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, StrokeWidth = thickness, StrokeCap = SKStrokeCap.Round };
        Canvas.DrawLine(fromX, y, toX, y, paint);
    }

    /// <summary>A triangle that points up (1) or down (−1).</summary>
    public void Arrow(float x, float y, float size, int direction, SKColor color)
    {
        var height = size * 0.86f;
        var (tip, foot) = direction > 0 ? (y, y + height) : (y + height, y);
        using var path = new SKPath();
        path.MoveTo(x, foot);
        path.LineTo(x + size, foot);
        path.LineTo(x + (size / 2), tip);
        path.Close();
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        Canvas.DrawPath(path, paint);
    }

    private static ShapedText Fit(string text, TextStyle style, float width, float smallest)
    {
        var shaped = ShapedText.Of(text, style);
        if (shaped.Width <= width)
            return shaped;

        var size = MathF.Max(smallest, MathF.Floor(style.Size * width / shaped.Width * 2) / 2);
        var smaller = new TextStyle(style.Weight, MathF.Min(size, style.Size));
        shaped = ShapedText.Of(text, smaller);
        return shaped.Width <= width ? shaped : Shorten(text, smaller, width);
    }

    private static ShapedText Shorten(string text, TextStyle style, float width)
    {
        var (fits, tooLong) = (0, text.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (ShapedText.Of(Cut(text, middle), style).Width <= width)
                fits = middle;
            else
                tooLong = middle;
        }

        return ShapedText.Of(Cut(text, fits), style);
    }

    private static string Cut(string text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd(' ', ',', '·') + Ellipsis;
}
