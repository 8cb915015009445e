using HarfBuzzSharp;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>
/// Glyphs of one line with their places, shaped by HarfBuzz: figures of equal width where they stand in columns, their own width and
/// slightly tighter where they are big and alone.
/// </summary>
internal sealed class ShapedText
{
    private const float DisplaySize = 34;
    private const float DisplayTracking = -0.015f;

    private static readonly Feature[] Columns = [new(Tag.Parse("tnum"), 1u), new(Tag.Parse("kern"), 1u)];
    private static readonly Feature[] Display = [new(Tag.Parse("kern"), 1u)];

    private readonly ushort[] _glyphs;
    private readonly SKPoint[] _places;
    private readonly TextStyle _style;

    private ShapedText(ushort[] glyphs, SKPoint[] places, float width, TextStyle style)
    {
        _glyphs = glyphs;
        _places = places;
        _style = style;
        Width = width;
    }

    public float Width { get; }

    public static ShapedText Of(string text, TextStyle style)
    {
        var font = EmbeddedFont.Of(style.Weight);
        using var buffer = new Buffer();
        buffer.AddUtf16(text);
        buffer.GuessSegmentProperties();
        var display = style.Weight == TextWeight.Bold && style.Size >= DisplaySize;
        font.Shaping.Shape(buffer, display ? Display : Columns);
        return Place(buffer, style, style.Size / font.UnitsPerEm, display ? style.Size * DisplayTracking : 0);
    }

    public void Draw(SKCanvas canvas, float x, float baseline, SKColor color)
    {
        if (_glyphs.Length == 0)
            return;

        using var font = new SKFont(EmbeddedFont.Of(_style.Weight).Typeface, _style.Size)
        {
            Subpixel = true,
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
        };
        using var builder = new SKTextBlobBuilder();
        builder.AddPositionedRun(_glyphs, font, _places);
        using var blob = builder.Build();
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(blob, x, baseline, paint);
    }

    private static ShapedText Place(Buffer buffer, TextStyle style, float scale, float tracking)
    {
        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var glyphs = new ushort[infos.Length];
        var places = new SKPoint[infos.Length];
        var x = 0f;
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            places[i] = new SKPoint(x + (positions[i].XOffset * scale), -positions[i].YOffset * scale);
            x += (positions[i].XAdvance * scale) + tracking;
        }

        return new ShapedText(glyphs, places, x, style);
    }
}
