using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>One occurrence of a schedule: when it is due, on which day of the client's zone, and which period it covers.</summary>
internal sealed record DueDigest(DigestFrequency Frequency, DateTimeOffset DueAt, DateOnly Day, Period Period)
{
    /// <summary>The period as a period expression, meant on <see cref="Day"/>.</summary>
    public string Expression => Frequency switch
    {
        DigestFrequency.TwoWeekly => "2weeks",
        DigestFrequency.Monthly => "month",
        DigestFrequency.Quarterly => "quarter",
        _ => "week",
    };
}
