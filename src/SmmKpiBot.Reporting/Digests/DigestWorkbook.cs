using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The digest as an XLSX: KPIs, their inputs, accounts and daily series, and what networks tell beside them. Numbers and days are typed cells, texts are never formulas.</summary>
public static class DigestWorkbook
{
    public static void Write(Digest digest, Stream destination)
    {
        var rows = new WorkbookRows(digest);
        var sheets = new Dictionary<string, object>
        {
            [rows.SheetName("Показники", "KPIs")] = rows.Kpis(),
            [rows.SheetName("Складові", "Inputs")] = rows.Inputs(),
            [rows.SheetName("Акаунти", "Accounts")] = rows.Accounts(),
            [rows.SheetName("За днями", "Daily")] = rows.Days(),
            [rows.SheetName("Інші цифри", "Other figures")] = rows.Others(),
        };
        var layout = new OpenXmlConfiguration { FastMode = true, AutoFilter = true, FreezeRowCount = 1, EnableAutoWidth = true };

        // The library wants a stream it can seek in; an HTTP body or a pipe is none.
        using var file = new MemoryStream();
        file.SaveAs(sheets, configuration: layout);
        file.Position = 0;
        file.CopyTo(destination);
    }
}
