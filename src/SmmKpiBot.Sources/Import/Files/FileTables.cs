using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Files;

/// <summary>The tables of a file: one of a text, one for each sheet of a workbook, one for each text of an archive.</summary>
internal sealed class FileTables
{
    private readonly SpooledFile _file;
    private readonly string _name;
    private readonly CellBudget _budget;
    private readonly SeparatorFinder _separators;

    private FileTables(SpooledFile file, string name, CellBudget budget, SeparatorFinder separators)
    {
        _file = file;
        _name = name;
        _budget = budget;
        _separators = separators;
    }

    public List<TableSource> Tables { get; } = [];

    public List<Wording> Warnings { get; } = [];

    /// <exception cref="TableException">The file is no table, or breaks a limit.</exception>
    public static FileTables Of(SpooledFile file, string name, bool limited, SeparatorFinder separators)
    {
        var tables = new FileTables(file, name, new CellBudget(ImportLimits.Strict.Cells), separators);
        tables.Find(limited);
        return tables;
    }

    /// <summary>Call before each reading of the whole file, so that its cells are counted anew.</summary>
    public void BeginReading() => _budget.Restart();

    private void Find(bool limited)
    {
        var form = FormOf();
        if (limited || form is not (FileForm.Text or FileForm.Empty))
            _file.RefuseAbove(ImportLimits.Strict.FileBytes);
        switch (form)
        {
            case FileForm.Empty:
                throw new TableException(new Wording("файл порожній; потрібні заголовок і рядки", "a file with a header and rows; this one is empty"));
            case FileForm.Html:
                throw new TableException(new Wording(
                    "потрібен CSV або XLSX; це вебсторінка (HTML), хоч і названа інакше: відкрийте її та збережіть як XLSX",
                    "CSV or XLSX; this is an HTML page, whatever its name says: open it and save it as XLSX"));
            case FileForm.Zip:
                FindInArchive();
                break;
            case FileForm.LegacyWorkbook:
                AddSheets();
                break;
            default:
                Tables.Add(TextTable(_name, _file.Read, limited));
                break;
        }
    }

    private FileForm FormOf()
    {
        using var stream = _file.Read();
        var head = new byte[256];
        return FileForms.Of(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    private void FindInArchive()
    {
        try
        {
            using var archive = new ZipArchive(_file.Read());
            ZipGuard.Check(archive, ImportLimits.Strict);
            if (archive.GetEntry("[Content_Types].xml") is not null)
                AddSheets();
            else
                AddEntries(archive);
        }
        catch (InvalidDataException)
        {
            throw new TableException(new Wording("файл XLSX або ZIP обірваний чи пошкоджений: завантажте його знову", "an undamaged XLSX or ZIP file; this one is cut or damaged: download it again"));
        }
    }

    private void AddEntries(ZipArchive archive)
    {
        foreach (var entry in archive.Entries.Where(entry => entry.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)))
        {
            if (entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
                Tables.Add(TextTable($"{_name}/{entry.Name}", () => OpenEntry(entry.FullName), limited: true) with { WrittenOn = ArchiveDay.Of(_name) });
            else
                Warnings.Add(new Wording($"{entry.Name} у {_name} — не CSV, його пропущено.", $"{entry.Name} in {_name} is no CSV file and was left out."));
        }
    }

    private EntryStream OpenEntry(string entryName)
    {
        var archive = new ZipArchive(_file.Read());
        return new EntryStream(archive, archive.GetEntry(entryName)!.Open());
    }

    private TableSource TextTable(string name, Func<Stream> open, bool limited)
    {
        TextForm form;
        using (var stream = open())
            form = TextForm.Of(stream);
        if (form.Damaged)
            Warnings.Add(new Wording($"У {name} є пошкоджені символи UTF-8; їх замінено на \uFFFD.", $"{name} is UTF-8 with damaged characters; they were replaced by \uFFFD."));
        char separator;
        using (var text = OpenText(open, form, out _))
            separator = _separators.Find(text);
        return new TableSource(name, () =>
        {
            var text = OpenText(open, form, out var stream);
            return new CsvTableReader(text, separator, () => stream.Position, limited ? _budget : null);
        });
    }

    private static StreamReader OpenText(Func<Stream> open, TextForm form, out Stream stream)
    {
        stream = open();
        stream.ReadExactly(new byte[form.MarkLength]);
        return new StreamReader(stream, form.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
    }

    private void AddSheets()
    {
        using var reader = OpenWorkbook();
        for (var sheet = 0; sheet < reader.ResultsCount; sheet++, reader.NextResult())
        {
            var index = sheet;
            var name = reader.ResultsCount == 1 ? _name : $"{_name}/{reader.Name}";
            Tables.Add(new TableSource(name, () => new WorkbookTableReader(OpenWorkbook(), index, _budget, _file.Length)));
        }
    }

    private IExcelDataReader OpenWorkbook()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var stream = _file.Read();
        try
        {
            return ExcelReaderFactory.CreateReader(stream);
        }
        catch (Exception exception) when (exception is not IOException and not OperationCanceledException)
        {
            stream.Dispose();
            throw new TableException(exception is ExcelDataReader.Exceptions.InvalidPasswordException
                ? new Wording("потрібна книга без пароля", "a workbook without a password")
                : new Wording("цю книгу не вдається відкрити: збережіть її знову як XLSX", "an undamaged XLSX or XLS workbook; this one cannot be opened: save it again as XLSX"));
        }
    }
}
