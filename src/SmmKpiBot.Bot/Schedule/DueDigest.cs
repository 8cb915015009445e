using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>One occurrence of a schedule: when it is due, on which day of the client's zone, and which period it covers.</summary>
internal sealed record DueDigest(DigestFrequency Frequency, DateTimeOffset DueAt, DateOnly Day, Period Period)
{
    /// <summary>The period as a period expression that means the same on every later day.</summary>
    public string Expression => Frequency switch
    {
        DigestFrequency.Monthly => Period.From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DigestFrequency.Quarterly => string.Create(CultureInfo.InvariantCulture, $"{Period.From.Year}-Q{(Period.From.Month + 2) / 3}"),
        DigestFrequency.Weekly => string.Create(
            CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(Period.From.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(Period.From.ToDateTime(default)):00}"),
        _ => Period.ToString(),
    };
}
