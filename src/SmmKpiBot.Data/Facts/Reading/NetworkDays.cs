using SmmKpiBot.Data.Facts.Tables;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Where a network told a day of an account itself, imported rows of that day and kind are left out: their campaigns may be named otherwise and would count twice.</summary>
internal static class NetworkDays
{
    public static IEnumerable<TRow> Winners<TRow, TDay>(IReadOnlyList<TRow> rows, Func<TRow, TDay> day)
        where TRow : StoredRow
    {
        var ofNetwork = rows.Where(row => row.OfNetwork).Select(day).ToHashSet();
        return ofNetwork.Count == 0 ? rows : rows.Where(row => row.OfNetwork || !ofNetwork.Contains(day(row)));
    }
}
