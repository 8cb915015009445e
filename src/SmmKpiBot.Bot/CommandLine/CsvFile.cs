using Sylvan.Data.Csv;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A CSV file that a verb takes: what is wrong with the file itself is the operator's to mend, and says where.</summary>
internal static class CsvFile
{
    /// <exception cref="CommandLineException">It has no header, or cannot be read as CSV.</exception>
    public static Task<CsvDataReader> OpenAsync(string path, CancellationToken cancellationToken) => GuardedAsync(path, async () =>
    {
        var csv = await CsvDataReader.CreateAsync(path, new CsvDataReaderOptions(), cancellationToken);
        if (csv.GetColumnSchema().GroupBy(column => column.ColumnName.Trim().ToLowerInvariant()).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            await csv.DisposeAsync();
            throw new CommandLineException($"{path} has the column {twice.Key} twice.", ExitCode.BadContent);
        }

        return csv;
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
