using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace SmmKpiBot.Tests.Import;

/// <summary>What a formula that failed shows in its cell, such as #DIV/0!.</summary>
internal sealed record WorkbookError(string Name);

/// <summary>Archives and workbooks made by hand, so that they can be as odd as needed.</summary>
internal static class Archives
{
    public const string ContentTypes =
        """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""";

    public static byte[] Zip(params (string Name, string Text)[] entries) => Zip([.. entries.Select(entry => (entry.Name, (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(entry.Text)))))]);

    public static byte[] Zip(params (string Name, Action<Stream> Write)[] entries)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                write(stream);
            }
        }

        return content.ToArray();
    }

    /// <summary>A workbook of sheets. A cell is text, a number, an error, or a moment (a number with a date format).</summary>
    public static byte[] Workbook(params (string Name, object?[][] Rows)[] sheets)
    {
        var entries = new List<(string, string)> { ("[Content_Types].xml", ContentTypes) };
        entries.AddRange(Frame([.. sheets.Select(sheet => sheet.Name)]));
        entries.AddRange(sheets.Select((sheet, index) => ($"xl/worksheets/sheet{index + 1}.xml", Sheet(sheet.Rows))));
        return Zip([.. entries]);
    }

    public static IEnumerable<(string Name, string Text)> Frame(params string[] sheets)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        yield return ("_rels/.rels", $"""<Relationships xmlns="{packages}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        yield return ("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{string.Concat(sheets.Select((name, i) => $"<sheet name=\"{name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>""");
        yield return ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{packages}">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id="rIdS" Type="{relations}/styles" Target="styles.xml"/></Relationships>""");
        yield return ("xl/styles.xml", $"""<styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>""");
    }

    private static string Sheet(object?[][] rows)
    {
        var xml = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        for (var row = 0; row < rows.Length; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < rows[row].Length; column++)
                xml.Append(Cell($"{(char)('A' + column)}{row + 1}", rows[row][column]));
            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Cell(string place, object? value) => value switch
    {
        null => "",
        WorkbookError error => $"<c r=\"{place}\" t=\"e\"><v>{error.Name}</v></c>",
        string text => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        DateTime moment => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{moment.ToOADate():R}</v></c>"),
        _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{value}</v></c>"),
    };
}
