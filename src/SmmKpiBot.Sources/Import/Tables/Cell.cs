using System.Globalization;

namespace SmmKpiBot.Sources.Import.Tables;

internal enum CellKind
{
    Empty,
    Text,
    Number,
    Moment,
}

/// <summary>One value of a table: text as written, or what a workbook typed it as. Valid until the reader moves on.</summary>
internal readonly ref struct Cell
{
    /// <summary>Up to here a number has every digit of a whole one.</summary>
    public const double ExactIntegers = 9_007_199_254_740_992;

    private Cell(CellKind kind, ReadOnlySpan<char> text, double number, DateTime moment)
    {
        Kind = kind;
        Text = text;
        Number = number;
        Moment = moment;
    }

    public CellKind Kind { get; }

    /// <summary>Trimmed text; empty for typed cells.</summary>
    public ReadOnlySpan<char> Text { get; }

    public double Number { get; }

    public DateTime Moment { get; }

    public static Cell Empty => default;

    public static Cell OfText(ReadOnlySpan<char> text)
    {
        var trimmed = Blanks.Trim(text);
        return trimmed.IsEmpty ? default : new Cell(CellKind.Text, trimmed, 0, default);
    }

    public static Cell OfNumber(double number) => new(CellKind.Number, default, number, default);

    public static Cell OfMoment(DateTime moment) => new(CellKind.Moment, default, 0, moment);

    /// <summary>The cell as a person would write it: for errors and for columns of text.</summary>
    public string Display() => Kind switch
    {
        CellKind.Text => Text.ToString(),
        CellKind.Number when Number == Math.Truncate(Number) && Math.Abs(Number) <= ExactIntegers => ((long)Number).ToString(CultureInfo.InvariantCulture),
        CellKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Moment => Moment.ToString(Moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => "",
    };
}
