namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>When an unchanged value is news all the same: it was provisional, and now it is not any more.</summary>
internal static class Settling
{
    public static bool IsOverNow((DateTimeOffset ObservedAt, DateTimeOffset SettlesAt) known, (DateTimeOffset ObservedAt, DateTimeOffset SettlesAt) told) =>
        known.ObservedAt < known.SettlesAt && told.ObservedAt >= told.SettlesAt;
}
