using SmmKpiBot.Sources.Import.Files;
using Sylvan.Data.Csv;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A CSV file that a verb takes, in any encoding that an import of figures understands: what is wrong with the file itself is the operator's to mend, and says where.</summary>
internal static class CsvFile
{
    /// <returns>The rows, and the names of their columns: trimmed and in lower case, each once.</returns>
    /// <exception cref="CommandLineException">There is no such file, it lacks a header or one of the columns it needs, or cannot be read as CSV.</exception>
    public static Task<(CsvDataReader Rows, string[] Columns)> OpenAsync(string path, IReadOnlyList<string> needed, CancellationToken cancellationToken) => GuardedAsync(path, async () =>
    {
        if (!File.Exists(path))
            throw new CommandLineException($"There is no file {path}.");
        // The reader of the text is disposed of with the rows.
        var text = Text(path);
        try
        {
            var csv = await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions(), cancellationToken);
            return (csv, ColumnsOf(csv, path, needed));
        }
        catch
        {
            text.Dispose();
            throw;
        }
    });

    /// <summary>The next row; false after the last.</summary>
    /// <exception cref="CommandLineException">It cannot be read as CSV, or has more cells than the header names: a decimal comma without quotes would be cut off.</exception>
    public static Task<bool> ReadAsync(CsvDataReader csv, string path, CancellationToken cancellationToken) => GuardedAsync(path, async () =>
    {
        var isMore = await csv.ReadAsync(cancellationToken);
        return !isMore || csv.RowFieldCount <= csv.FieldCount
            ? isMore
            : throw new CommandLineException(
                $"{path} line {csv.RowNumber + 1}: {csv.RowFieldCount} cells, but the header names {csv.FieldCount}. Write decimals with a point, and texts with commas in quotes. Nothing was stored.",
                ExitCode.BadContent);
    });

    private static StreamReader Text(string path)
    {
        try
        {
            return TextFile.Open(path);
        }
        catch (InvalidDataException damaged)
        {
            throw new CommandLineException($"{damaged.Message} Nothing was stored.", ExitCode.BadContent);
        }
    }

    private static string[] ColumnsOf(CsvDataReader csv, string path, IReadOnlyList<string> needed)
    {
        var columns = csv.GetColumnSchema().Select(column => column.ColumnName.Trim().ToLowerInvariant()).ToArray();
        if (columns.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new CommandLineException($"{path} has the column {twice.Key} twice.", ExitCode.BadContent);
        return needed.Except(columns).Any()
            ? throw new CommandLineException($"{path} needs the columns {string.Join(", ", needed)}; it has: {string.Join(", ", columns)}.", ExitCode.BadContent)
            : columns;
    }

    private static async Task<T> GuardedAsync<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvMissingHeadersException)
        {
            throw new CommandLineException($"{path} is empty: its first line names the columns.", ExitCode.BadContent);
        }
        catch (CsvFormatException exception)
        {
            throw new CommandLineException($"{path} cannot be read as CSV: {exception.Message} Nothing was stored.", ExitCode.BadContent);
        }
    }
}
