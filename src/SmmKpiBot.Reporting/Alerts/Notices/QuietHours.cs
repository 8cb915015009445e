using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>A daily time in which a chat is left in peace; over midnight where it begins later than it ends. Equal ends are no time at all.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    public bool Contains(DateTimeOffset at) => EndOf(at) is not null;

    /// <summary>When the quiet time that holds <paramref name="at"/> is over; null: it is in none.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset at)
    {
        if (From == To)
            return null;

        // Instants, not wall times, are compared: in the night in which an hour comes twice the morning comes once.
        var today = LocalDay.Of(at, Zone);
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            var begin = LocalDay.ToInstant(day.ToDateTime(From), Zone);
            var end = LocalDay.ToInstant((From < To ? day : day.AddDays(1)).ToDateTime(To), Zone);
            if (begin <= at && at < end)
                return end;
        }

        return null;
    }
}
