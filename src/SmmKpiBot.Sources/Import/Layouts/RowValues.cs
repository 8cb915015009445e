using System.Globalization;
using SmmKpiBot.Data.Clients.Export;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Import.Cells;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>The values of the current row by column, each read as its type says. A wrong one is noted, makes the row bad and reads as null.</summary>
/// <param name="isGuarded">The table may be an export of this program, whose texts are guarded by <see cref="FormulaGuard"/>.</param>
internal sealed class RowValues(ITableReader reader, string tableName, TimeZoneInfo zone, DateOnly today, BadCells badCells, bool isGuarded)
{
    private const int LongestText = 500;

    /// <summary>No network counts as far: a larger figure is a slip or an id, and sums of it would not fit.</summary>
    public const long MostCounted = 1_000_000_000_000_000;

    private const decimal LargestAmount = 1_000_000_000_000;

    private static readonly Wording WholeNumber = new("потрібне ціле число", "a whole number");
    private static readonly Wording TooWide = new("комірок більше, ніж у заголовку: числа й тексти з комами візьміть у лапки", "no more cells than the header has; put numbers with commas in quotes");
    private static readonly Wording SmallerNumber = new("потрібне менше число", "a smaller number");
    private static readonly Wording DateAndTimeNeeded = new("потрібні дата й час, наприклад 2026-11-20 14:30", "a date and time such as 2026-11-20 14:30");

    private readonly ITableReader _reader = reader;
    private readonly string _tableName = tableName;
    private readonly TimeZoneInfo _zone = zone;
    private readonly DateOnly _today = today;
    private readonly BadCells _badCells = badCells;
    private readonly bool _isGuarded = isGuarded;

    public bool IsBad { get; private set; }

    public long Line => _reader.Line;

    public void Begin() => IsBad = false;

    public bool IsBlank()
    {
        for (var i = 0; i < _reader.CellCount; i++)
        {
            if (_reader[i].Kind != CellKind.Empty)
                return false;
        }

        return true;
    }

    /// <summary>Notes a filled cell that has no title above it: a number with commas and without quotes falls apart into several cells.</summary>
    public void RequireWidth(int titles)
    {
        for (var i = titles; i < _reader.CellCount; i++)
        {
            if (_reader[i].Kind == CellKind.Empty)
                continue;
            IsBad = true;
            _badCells.Add(_tableName, _reader.Line, "", _reader[i].Display(), TooWide);
            return;
        }
    }

    public void Fail(BoundColumn column, Wording expected)
    {
        IsBad = true;
        _badCells.Add(_tableName, _reader.Line, column.Title, column.Exists ? _reader[column.Index].Display() : "", expected);
    }

    /// <summary>The cell as written, for quick look-ups; empty for unknown marks.</summary>
    public ReadOnlySpan<char> Span(BoundColumn column)
    {
        var cell = Of(column);
        return cell.Kind == CellKind.Text ? cell.Text : cell.Display();
    }

    public string? Text(BoundColumn column)
    {
        var cell = Of(column);
        if (IsMissing(column, cell))
            return null;
        if (column.Spec.Type == ColumnType.Id && CellText.IsRounded(cell))
            return FailText(column, new("потрібен повний номер; табличний редактор округлив цей: задайте колонці формат тексту й вивантажте знову", "the whole id; a spreadsheet program has rounded this one: format the column as text and export again"));
        var text = _isGuarded ? FormulaGuard.Remove(cell.Display()) : cell.Display();
        if (text.Length > LongestText)
            return FailText(column, new($"потрібен текст не довший за {LongestText} символів", $"a text of at most {LongestText} characters"));
        return !CellText.IsWellFormed(text) ? FailText(column, new("потрібен текст без пошкоджених символів", "text without broken characters")) : text;
    }

    public long? Count(BoundColumn column)
    {
        var signed = column.Spec.Type == ColumnType.SignedCount;
        var cell = Of(column);
        if (cell.Kind == CellKind.Text && cell.Text.Length <= 15 && cell.Text.IndexOfAnyExceptInRange('0', '9') < 0)
            return long.Parse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture);
        if (Number(column, cell, WholeNumber) is not { } number)
            return null;
        if (number != decimal.Truncate(number))
            return FailValue<long>(column, WholeNumber);
        if (number < 0 && !signed)
            return FailValue<long>(column, new("це число не може бути від’ємним", "a number of 0 or more; this cannot be below zero"));
        return Math.Abs(number) <= MostCounted ? (long)number : FailValue<long>(column, SmallerNumber);
    }

    /// <summary>A number with a fraction, not below zero.</summary>
    public decimal? Quantity(BoundColumn column)
    {
        var number = Number(column, Of(column), new("потрібне число", "a number"));
        if (number is < 0)
            return FailValue<decimal>(column, new("це число не може бути від’ємним", "a number of 0 or more"));
        return number > MostCounted ? FailValue<decimal>(column, SmallerNumber) : number;
    }

    /// <summary>A quantity of each, such as an average, times <paramref name="count"/>: a whole number again.</summary>
    public long? QuantityOfEach(BoundColumn column, long? count)
    {
        if (Quantity(column) is not { } each || count is not { } times)
            return null;
        return times > 0 && each > MostCounted / times ? FailValue<long>(column, SmallerNumber) : (long)decimal.Round(each * times);
    }

    /// <summary>An amount in millionths; more decimals than six are rounded, as they are noise of floating point.</summary>
    public long? Micros(BoundColumn column)
    {
        if (Number(column, Of(column), new("потрібна сума, наприклад 1234.56, без знака валюти", "an amount such as 1234.56, without a currency sign")) is not { } amount)
            return null;
        if (Math.Abs(amount) <= LargestAmount)
            return (long)decimal.Round(amount * 1_000_000m);
        return FailValue<long>(column, new("потрібна менша сума", "a smaller amount"));
    }

    public bool? Flag(BoundColumn column)
    {
        var cell = Of(column);
        if (IsMissing(column, cell))
            return null;
        switch (cell.Display().ToLowerInvariant())
        {
            case "1" or "true" or "yes" or "так" or "да":
                return true;
            case "0" or "false" or "no" or "ні" or "нет":
                return false;
            default:
                Fail(column, new("має бути 1 або 0", "1 or 0"));
                return null;
        }
    }

    public DateOnly? Day(BoundColumn column)
    {
        var cell = Of(column);
        if (cell.Kind == CellKind.Text && CellDate.Iso(cell.Text) is { } quick)
            return quick;
        return Wall(column, cell, out _) is { } wall ? DateOnly.FromDateTime(wall) : null;
    }

    public DateTimeOffset? Instant(BoundColumn column)
    {
        if (Wall(column, Of(column), out var time) is not { } wall)
            return null;
        if (time is { Offset: { } offset })
            return new DateTimeOffset(wall, offset).ToUniversalTime();
        if (time is null && column.Spec.Type == ColumnType.MomentOrDay)
            return LocalDay.Start(DateOnly.FromDateTime(wall), _zone);
        if (time is null)
            return FailValue<DateTimeOffset>(column, new("потрібна дата з часом, наприклад 2026-11-20 14:30", "a date with a time, such as 2026-11-20 14:30"));
        return LocalDay.IsMissing(wall, _zone)
            ? FailValue<DateTimeOffset>(column, new(
                $"такого часу не було: у зоні {_zone.Id} годинник його перескочив; вкажіть час зі зсувом, наприклад 2026-03-29T03:30+03:00",
                $"a time that exists: the clock in {_zone.Id} skips this one; give times with an offset, such as 2026-03-29T03:30+03:00"))
            : LocalDay.ToInstant(wall, _zone);
    }

    private Cell Of(BoundColumn column)
    {
        if (!column.Exists)
            return Cell.Empty;
        var cell = _reader[column.Index];
        return cell.Kind == CellKind.Text && UnknownMarks.Is(cell.Text) ? Cell.Empty : cell;
    }

    private bool IsMissing(BoundColumn column, Cell cell)
    {
        if (cell.Kind == CellKind.Empty && column.Spec.Filled && column.Exists)
            Fail(column, new("порожньо, а ця колонка має бути заповнена", "a value; this column must be filled"));
        return cell.Kind == CellKind.Empty;
    }

    private decimal? Number(BoundColumn column, Cell cell, Wording expected)
    {
        if (IsMissing(column, cell))
            return null;
        switch (cell.Kind)
        {
            case CellKind.Number when Math.Abs(cell.Number) < 1e27:
                return (decimal)cell.Number;
            case CellKind.Text when NumberText.TryRead(cell.Text, column.Mark ?? DecimalMark.Point, out var number):
                return number;
            default:
                Fail(column, expected);
                return null;
        }
    }

    /// <summary>The date of a cell with the time of day, if it has one.</summary>
    private DateTime? Wall(BoundColumn column, Cell cell, out WrittenTime? time)
    {
        time = null;
        if (IsMissing(column, cell))
            return null;
        if (cell.Kind == CellKind.Moment)
            return CellDate.Typed(cell.Moment, out time);
        if (cell.Kind == CellKind.Number)
            return FromNumber(column, cell.Number, out time);
        var text = cell.Text;
        if (text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
            return FromNumber(column, serial, out time);
        if (!DateText.TryTake(ref text, out var written) || !TimeText.TryRead(text, out time))
            return FailValue<DateTime>(column, column.Spec.Type == ColumnType.Day ? CellDate.DateNeeded : DateAndTimeNeeded);
        return written.Resolve(column.Order ?? DayOrder.DayMonth, _today) is { } day
            ? day.ToDateTime(TimeOnly.MinValue) + (time?.TimeOfDay ?? TimeSpan.Zero)
            : FailValue<DateTime>(column, CellDate.RealDay);
    }

    private DateTime? FromNumber(BoundColumn column, double number, out WrittenTime? time) =>
        CellDate.FromNumber(number, _today, out time, out var wrong) ?? FailValue<DateTime>(column, wrong);

    private string? FailText(BoundColumn column, Wording expected)
    {
        Fail(column, expected);
        return null;
    }

    private T? FailValue<T>(BoundColumn column, Wording expected)
        where T : struct
    {
        Fail(column, expected);
        return null;
    }
}
