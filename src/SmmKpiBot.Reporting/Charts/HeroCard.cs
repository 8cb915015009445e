using SkiaSharp;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The big card: the goal's figure, its change and plan, and its days.</summary>
internal sealed class HeroCard(Pen pen, Digest digest)
{
    private const float Padding = 40;

    private static readonly TextStyle Title = new(TextWeight.Regular, 30);
    private static readonly TextStyle Value = new(TextWeight.Bold, 96);
    private static readonly TextStyle Change = new(TextWeight.SemiBold, 36);
    private static readonly TextStyle Fact = new(TextWeight.Regular, 28);
    private static readonly TextStyle Legend = new(TextWeight.Regular, 24);

    private readonly Pen _pen = pen;
    private readonly Digest _digest = digest;
    private readonly Language _language = digest.Language;

    public void Draw(SKRect box)
    {
        _pen.Box(box, 28, _pen.Palette.Card);
        var inner = new SKRect(box.Left + Padding, box.Top, box.Right - Padding, box.Bottom - 22);
        _pen.Text(KpiTitles.Short(_digest.Hero, _language), inner.Left, box.Top + 54, Title, _pen.Palette.Secondary, inner.Width);
        if (_digest.Hero.Value is not { } value)
        {
            DrawNoFigure(inner);
            return;
        }

        var legend = DrawLegend(inner.Right, box.Top + 146);
        var room = inner.Width - legend - 24;
        var pillRoom = PillWidth() + 26;
        var width = _pen.Text(ValueText(value, room - pillRoom), inner.Left - 2, box.Top + 150, Value, _pen.Palette.Ink, room - pillRoom, smallest: 56);
        ChangePill.Draw(_pen, _digest.Hero, _language, inner.Left + width + 24, box.Top + 84, 58, Change);
        var chartTop = box.Top + (DrawFacts(inner, box.Top + 196) ? 222 : 182);
        if (_digest.HeroDays.Any(day => day.Value is not null))
            new HeroChart(_pen, _digest).Draw(new SKRect(inner.Left, chartTop, inner.Right, inner.Bottom));
        else
            _pen.Text(Say("За днями цифр немає", "No figures by day"), inner.MidX, (chartTop + inner.Bottom) / 2, Legend, _pen.Palette.Secondary, inner.Width, TextAlign.Center);
    }

    private void DrawNoFigure(SKRect inner)
    {
        _pen.Text(Typography.NoFigure, inner.Left, inner.Top + 150, Value, _pen.Palette.Ink);
        var lines = TextLines.Wrap(GoalWords.NotMeasured(_digest.Report.Client.Goal).In(_language), Title, inner.Width);
        var y = inner.Top + 214;
        foreach (var line in lines)
        {
            _pen.Text(line, inner.Left, y, new TextStyle(TextWeight.SemiBold, 30), _pen.Palette.Bad, inner.Width);
            y += 42;
        }

        foreach (var line in _digest.Hero.Notes.Take(1).SelectMany(note => TextLines.Wrap(note.In(_language), Fact, inner.Width)).Take(2))
        {
            _pen.Text(line, inner.Left, y, Fact, _pen.Palette.Secondary, inner.Width);
            y += 38;
        }

        new HeroChart(_pen, _digest).DrawEmpty(new SKRect(inner.Left, y - 8, inner.Right, inner.Bottom));
    }

    private string ValueText(decimal value, float room)
    {
        var whole = KpiText.Value(_digest.Hero, _language);
        return Pen.Measure(whole, Value) <= room
            ? whole
            : KpiText.Compact(value, _digest.Hero, _language);
    }

    private float PillWidth() => KpiText.Change(_digest.Hero, _language) is { } change ? Pen.Measure(change, Change) + 90 : 0;

    private bool DrawFacts(SKRect inner, float baseline)
    {
        var without = ChangeText.Without(_digest.Hero, _language) is { } leftOut ? Say("зміна ", "change ") + leftOut : null;
        List<string> needed = [.. new[] { KpiText.Plan(_digest.Hero, _language), without }.OfType<string>()];
        var all = string.Join(" · ", _digest.HeroAside is { } aside ? [.. needed, aside] : needed);
        var fits = needed.Count == 0 || Pen.Measure(all, new TextStyle(TextWeight.Regular, 24)) <= inner.Width;
        return _pen.Text(fits ? all : string.Join(" · ", needed), inner.Left, baseline, Fact, _pen.Palette.Secondary, inner.Width) > 0;
    }

    private float DrawLegend(float right, float baseline)
    {
        var x = right;
        if (_digest.HeroPreviousDays.Any(day => day.Value is not null))
            x = DrawLegendEntry(x, baseline, Say("минулий", "previous"), _pen.Palette.Previous) - 28;

        return right - DrawLegendEntry(x, baseline, Say("цей період", "this period"), _pen.Palette.Accent);
    }

    private float DrawLegendEntry(float right, float baseline, string text, SKColor color)
    {
        var left = right - _pen.Text(text, right, baseline, Legend, _pen.Palette.Secondary, align: TextAlign.Right) - 14;
        _pen.Line(left - 28, baseline - 8, left, color, 6);
        return left - 31;
    }

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}
