namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>The texts of a row that may be a header.</summary>
internal static class HeaderRow
{
    public static string[] Of(ITableReader reader)
    {
        var texts = new string[reader.CellCount];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader[i].Display();
        return texts;
    }
}
