using SkiaSharp;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The digest as a PNG of 1080×1350: whose, which period, the goal, one big figure; then up to six tiles, then how sure it all is.</summary>
public static class DigestPicture
{
    public const int Width = 1080;
    public const int Height = 1350;

    private const float Margin = 44;
    private const float CardsTop = 159;
    private const float CardsBottom = 1240;
    private const float TileHeight = 182;
    private const float Gap = 20;

    /// <summary>More networks than these are a number.</summary>
    private const int MostNamed = 4;

    private static readonly TextStyle Name = new(TextWeight.Bold, 46);
    private static readonly TextStyle SmallName = new(TextWeight.Bold, 33);
    private static readonly TextStyle Goal = new(TextWeight.SemiBold, 26);
    private static readonly TextStyle Subtitle = new(TextWeight.Regular, 26);
    private static readonly TextStyle Footer = new(TextWeight.Regular, 23);
    private static readonly TextStyle SmallFooter = new(TextWeight.Regular, TextStyle.Smallest);
    private static readonly TextStyle AgencyName = new(TextWeight.SemiBold, 23);

    public static byte[] Draw(Digest digest, PictureStyle style)
    {
        using var surface = SKSurface.Create(Info);
        Draw(digest, style, surface.Canvas);
        using var pixels = surface.PeekPixels();
        return PngEncoder.Encode(pixels);
    }

    internal static SKImageInfo Info { get; } = new(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);

    internal static void Draw(Digest digest, PictureStyle style, SKCanvas canvas)
    {
        var pen = new Pen(canvas, Palette.Of(style));
        canvas.Clear(pen.Palette.Page);
        DrawHeader(pen, digest);
        var heroBottom = CardsBottom - (Rows(digest) * (TileHeight + Gap));
        new HeroCard(pen, digest).Draw(new SKRect(Margin, CardsTop, Width - Margin, heroBottom));
        DrawTiles(pen, digest, heroBottom + Gap);
        DrawFooter(pen, digest, style);
    }

    private static int Rows(Digest digest) => (digest.Tiles.Count + 1) / 2;

    private static void DrawHeader(Pen pen, Digest digest)
    {
        var language = digest.Language;
        var client = digest.Report.Client;
        var goal = new Words("Мета: ", "Goal: ").In(language) + GoalWords.Name(client.Goal).In(language);
        var pill = Pen.Measure(goal, Goal) + 52;
        var box = new SKRect(Width - Margin - pill, 46, Width - Margin - 1.5f, 96);
        pen.Frame(box, 25, pen.Palette.Accent, 3);
        pen.Text(goal, box.MidX, 80, Goal, pen.Palette.Accent, align: TextAlign.Center);
        DrawName(pen, DrawableText.Of(client.Name, client.Slug), box.Left - Margin - 28);
        pen.Text(PeriodWords.Subtitle(digest), Margin, 133, Subtitle, pen.Palette.Secondary, Width - (Margin * 2));
    }

    private static void DrawName(Pen pen, string name, float room)
    {
        if (Pen.Measure(name, SmallName) <= room)
        {
            pen.Text(name, Margin, 89, Name, pen.Palette.Ink, room, smallest: SmallName.Size);
            return;
        }

        var lines = TextLines.Wrap(name, SmallName, room);
        pen.Text(lines[0], Margin, 60, SmallName, pen.Palette.Ink, room);
        pen.Text(string.Join(' ', lines.Skip(1)), Margin, 97, SmallName, pen.Palette.Ink, room, smallest: SmallName.Size);
    }

    private static void DrawTiles(Pen pen, Digest digest, float top)
    {
        var card = new TileCard(pen, digest.Language);
        var half = (Width - (Margin * 2) - Gap) / 2;
        for (var index = 0; index < digest.Tiles.Count; index++)
        {
            var left = Margin + (index % 2 * (half + Gap));
            var y = top + (index / 2 * (TileHeight + Gap));
            var aloneInRow = index % 2 == 0 && index == digest.Tiles.Count - 1;
            card.Draw(new SKRect(left, y, aloneInRow ? Width - Margin : left + half, y + TileHeight), digest.Tiles[index]);
        }
    }

    private static void DrawFooter(Pen pen, Digest digest, PictureStyle style)
    {
        var certainty = new Certainty(digest);
        var room = Width - (Margin * 2);
        List<(string Text, TextStyle Style)> lines = [(Sources(certainty, digest.Language, room), Footer)];
        if (digest.Conversion is { } conversion)
            lines.AddRange(TextLines.Wrap(conversion.In(digest.Language), Footer, room).Take(2).Select(line => (line, Footer)));
        if (style.AgencyName is { } agency && !string.IsNullOrWhiteSpace(agency))
            lines.Add((agency, AgencyName));
        var (top, step) = lines.Count switch
        {
            1 => (1292f, 0f),
            2 => (1280f, 40f),
            3 => (1272f, 31f),
            _ => (1265f, 25.5f),
        };
        for (var line = 0; line < lines.Count; line++)
            pen.Text(lines[line].Text, Width / 2f, top + (line * step), lines[line].Style, pen.Palette.Secondary, room, TextAlign.Center);
    }

    /// <summary>How sure the figures are, and the networks they are from: so many by name as there is room for.</summary>
    private static string Sources(Certainty certainty, Language language, float room)
    {
        var networks = certainty.Networks();
        for (var named = Math.Min(networks.Count, MostNamed); ; named--)
        {
            string?[] parts = [certainty.CoverageLine(language), certainty.ProvisionalLine(language), Named(networks, named)];
            var words = string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
            if (named <= 1 || Pen.Measure(words, SmallFooter) <= room)
                return words;
        }
    }

    private static string Named(IReadOnlyList<string> networks, int named) => named == networks.Count
        ? string.Join(", ", networks)
        : string.Join(", ", networks.Take(named)) + string.Create(System.Globalization.CultureInfo.InvariantCulture, $" +{networks.Count - named}");
}
