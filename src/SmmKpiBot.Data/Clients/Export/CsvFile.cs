using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SmmKpiBot.Data.Clients.Export;

/// <summary>One CSV file in a ZIP: UTF-8 with BOM, comma, no cell that a spreadsheet would take for a formula.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly StreamWriter _writer;

    public CsvFile(ZipArchive archive, string name, string header)
    {
        _writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        _writer.Write(header);
        _writer.Write('\n');
    }

    /// <summary>Writes a row; text is quoted where needed, numbers, days and instants are plain, null is empty.</summary>
    public void Write(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                _writer.Write(',');
            _writer.Write(Cell(cells[i]));
        }

        _writer.Write('\n');
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>Micros of a currency as a decimal number of it.</summary>
    public static decimal? Money(long? micros) => micros / 1_000_000m;

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(FormulaGuard.Add(text)),
        bool flag => flag ? "1" : "0",
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType().Name} has no place in a CSV file.", nameof(value)),
    };

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
