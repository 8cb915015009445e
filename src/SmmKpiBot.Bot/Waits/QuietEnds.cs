using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Until when a chat in its quiet hours is left in peace; null where it may be told now.</summary>
/// <param name="Usual">The end of the quiet hours.</param>
/// <param name="Escalated">What is escalated passes them: in the hours of its client, at any time where it has none.</param>
internal readonly record struct QuietEnds(DateTimeOffset? Usual, DateTimeOffset? Escalated)
{
    public static QuietEnds Of(QuietHours? quiet, Client client, DateTimeOffset now)
    {
        if (quiet?.EndOf(now) is not { } end)
            return default;
        if (WorkingClock.Of(client) is not { } hours)
            return new(end, null);
        var open = hours.OpenFrom(now);
        return new(end, open <= now ? null : open < end ? open : end);
    }

    public DateTimeOffset? Of(WaitStage stage) => stage == WaitStage.Escalated ? Escalated : Usual;
}
