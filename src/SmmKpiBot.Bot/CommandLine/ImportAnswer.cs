using System.Globalization;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What became of an imported file, in words and as JSON.</summary>
internal static class ImportAnswer
{
    public static object Json(string file, ImportResult result) => new
    {
        File = file,
        result.Outcome,
        Id = result.BatchId,
        result.ImportedAt,
        result.Layout,
        result.Rows,
        result.SkippedRows,
        result.FirstDay,
        result.LastDay,
        result.UnknownColumns,
        Warnings = result.Warnings.Select(warning => warning.En),
        BadCells = result.BadCells.Select(cell => new { cell.File, cell.Line, cell.Column, cell.Value, Expected = cell.Expected.En }),
        result.BadCellCount,
    };

    public static string Text(string file, ImportResult result) => string.Join('\n', [$"{file}: {Outcome(result)}", .. Asides(result).Select(aside => "  " + aside)]);

    /// <summary>The bad cells with file, line, column, value and what was expected, for stderr.</summary>
    public static string Refusal(ImportResult result)
    {
        var more = result.BadCellCount > result.BadCells.Count ? $"… and {result.BadCellCount - result.BadCells.Count} more." : null;
        return string.Join('\n', [.. result.BadCells.Select(Text), .. more is null ? [] : (string[])[more]]);
    }

    private static string Outcome(ImportResult result) => result.Outcome switch
    {
        ImportOutcome.Imported => $"{Count(result.Rows, "row")} of {result.Layout}{Days(result)} imported as {result.BatchId}.",
        ImportOutcome.Checked => $"{Count(result.Rows, "row")} of {result.Layout}{Days(result)} would be imported; nothing was stored.",
        ImportOutcome.AlreadyImported => $"imported before, as {result.BatchId} at {result.ImportedAt:yyyy-MM-dd HH:mm'Z'}; nothing was stored; to read it otherwise: import undo {result.BatchId}, then import again.",
        _ => $"refused, {Count(result.BadCellCount, "bad cell")}; nothing was stored.",
    };

    private static IEnumerable<string> Asides(ImportResult result)
    {
        if (result.SkippedRows > 0)
        {
            yield return $"{Count(result.SkippedRows, "bad row")} left out:";
            foreach (var cell in result.Outcome == ImportOutcome.Refused ? [] : result.BadCells)
            {
                yield return "  " + Text(cell);
            }
        }

        if (result.UnknownColumns.Count > 0)
        {
            yield return $"Unknown columns left out: {string.Join(", ", result.UnknownColumns)}.";
        }

        foreach (var warning in result.Warnings)
        {
            yield return warning.En;
        }
    }

    private static string Text(BadCell cell)
    {
        var line = cell.Line > 0 ? $" line {cell.Line.ToString(CultureInfo.InvariantCulture)}" : "";
        var column = cell.Column.Length > 0 ? $", column {cell.Column}" : "";
        var value = cell.Value.Length > 0 ? $", '{cell.Value}'" : "";
        return $"{cell.File}{line}{column}{value}: expected {cell.Expected}";
    }

    private static string Days(ImportResult result) => result.FirstDay is { } first && result.LastDay is { } last ? $" ({first:yyyy-MM-dd}..{last:yyyy-MM-dd})" : "";

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
