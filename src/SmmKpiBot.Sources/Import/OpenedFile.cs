using SmmKpiBot.Sources.Import.Files;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import;

/// <summary>A file whose tables were recognised.</summary>
internal sealed class OpenedFile
{
    private readonly FileTables _file;

    private OpenedFile(FileTables file, long length, IReadOnlyList<FoundTable> tables)
    {
        _file = file;
        Length = length;
        Tables = tables;
        Layout = string.Join('+', tables.Select(table => table.Header.Layout.Name).Distinct());
    }

    public string Layout { get; }

    public long Length { get; }

    public IReadOnlyList<FoundTable> Tables { get; }

    public List<Wording> Warnings => _file.Warnings;

    /// <summary>Call before each reading of the whole file.</summary>
    public void BeginReading() => _file.BeginReading();

    /// <exception cref="TableException">No table of the file has a known layout, or the file breaks a limit.</exception>
    public static OpenedFile Of(SpooledFile file, ImportRequest request, IReadOnlyList<Layout> layouts)
    {
        var finder = new HeaderFinder(layouts);
        var tables = FileTables.Of(file, request.FileName, request.Limited, new SeparatorFinder(finder.Score));
        var found = new List<FoundTable>();
        foreach (var source in tables.Tables)
        {
            if (finder.Find(source) is { } table)
                found.Add(table);
            else
                tables.Warnings.Add(new Wording($"{source.Name}: такого формату я не знаю, цю частину пропущено.", $"{source.Name} has no known layout and was left out."));
        }

        if (found.Count == 0)
            throw tables.Tables is [var first, ..] ? finder.NotFound(first) : new TableException(new Wording("потрібен архів із файлами CSV; у цьому їх немає", "an archive with CSV files; this one has none"));
        return new OpenedFile(tables, file.Length, found);
    }
}
