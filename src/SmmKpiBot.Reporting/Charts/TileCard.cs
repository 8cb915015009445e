using SkiaSharp;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>A small card: title, value, change, sparkline, and the fact beside it.</summary>
internal sealed class TileCard(Pen pen, Language language)
{
    private const float Padding = 28;
    private const float SparkWidth = 150;
    private const float SparkHeight = 40;
    private const decimal EnoughCoverage = 0.8m;

    private static readonly TextStyle Title = new(TextWeight.Regular, 27);
    private static readonly TextStyle Value = new(TextWeight.Bold, 54);
    private static readonly TextStyle Change = new(TextWeight.SemiBold, 26);
    private static readonly TextStyle Aside = new(TextWeight.Regular, 24);

    private readonly Pen _pen = pen;
    private readonly Language _language = language;

    public void Draw(SKRect box, DigestTile tile)
    {
        _pen.Box(box, 26, _pen.Palette.Card);
        var (left, right) = (box.Left + Padding, box.Right - Padding);
        var top = box.Top + ((box.Height - 182) / 2);
        _pen.Text(KpiTitles.Short(tile.Kpi, _language), left, top + 45, Title, _pen.Palette.Secondary, right - left);
        DrawValue(tile, left, right, top);
        DrawChange(tile, left, right, top + 122);
    }

    private void DrawValue(DigestTile tile, float left, float right, float top)
    {
        var value = ValueText(tile);
        var room = right - left;
        var beside = room - SparkWidth - 20;
        var withLine = Sparkline.IsWorthwhile(tile.Days) && Pen.Measure(value, new TextStyle(TextWeight.Bold, 40)) <= beside;
        _pen.Text(value, left - 1, top + 104, Value, _pen.Palette.Ink, withLine ? beside : room, smallest: 34);
        if (withLine)
            Sparkline.Draw(_pen.Canvas, new SKRect(right - SparkWidth, top + 64, right - 2, top + 64 + SparkHeight), tile.Days, _pen.Palette.Accent);
    }

    private void DrawChange(DigestTile tile, float left, float right, float y)
    {
        var pill = ChangePill.Draw(_pen, tile.Kpi, _language, left, y, 40, Change);
        var start = pill == 0 ? left : left + pill + 14;
        if (AsideText(tile, compared: pill > 0) is { } aside)
            _pen.Text(aside, start, y + 28, Aside, _pen.Palette.Secondary, right - start);
    }

    private string ValueText(DigestTile tile) => tile.Kpi.Value is { } value
        ? KpiText.Marked(tile.Kpi, KpiText.Compact(value, tile.Kpi, _language))
        : Typography.NoFigure;

    private string? AsideText(DigestTile tile, bool compared)
    {
        if (tile.Kpi.Coverage is { } coverage and < EnoughCoverage)
            return Say("повнота ", "coverage ") + NumberText.WholePercent(coverage, _language);

        return ChangeText.Without(tile.Kpi, _language) ?? tile.Aside ?? (compared ? null : Say("порівняти немає з чим", "nothing to compare with"));
    }

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}
