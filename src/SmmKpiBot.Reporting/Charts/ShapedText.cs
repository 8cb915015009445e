using HarfBuzzSharp;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>Glyphs of one line with their places, shaped by HarfBuzz with figures of equal width.</summary>
internal sealed class ShapedText
{
    private static readonly Feature[] Features = [new(Tag.Parse("tnum"), 1u), new(Tag.Parse("kern"), 1u)];

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
        font.Shaping.Shape(buffer, Features);
        return Place(buffer.GlyphInfos, buffer.GlyphPositions, style.Size / font.UnitsPerEm, style);
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

    private static ShapedText Place(GlyphInfo[] infos, GlyphPosition[] positions, float scale, TextStyle style)
    {
        var glyphs = new ushort[infos.Length];
        var places = new SKPoint[infos.Length];
        var x = 0f;
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            places[i] = new SKPoint(x + (positions[i].XOffset * scale), -positions[i].YOffset * scale);
            x += positions[i].XAdvance * scale;
        }

        return new ShapedText(glyphs, places, x, style);
    }
}
