using System.Globalization;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>What spreadsheet programs and broken files do to texts.</summary>
internal static class CellText
{
    /// <summary>Excel keeps fifteen digits of a number and writes zeros for the others.</summary>
    private const double FirstOfSixteenDigits = 1e15;

    /// <summary>A long id that a spreadsheet program took for a number and rounded.</summary>
    public static bool IsRounded(Cell cell) => cell.Kind == CellKind.Number
        ? Math.Abs(cell.Number) > Cell.ExactIntegers || (Math.Abs(cell.Number) >= FirstOfSixteenDigits && cell.Number % 10 == 0)
        : cell.Kind == CellKind.Text && cell.Text.Length > 4 && char.IsAsciiDigit(cell.Text[0]) && cell.Text.Contains("E+", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(cell.Text.ToString().Replace(',', '.'), CultureInfo.InvariantCulture, out _);

    /// <summary>No zero characters, no halves of surrogate pairs.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
