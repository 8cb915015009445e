using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What the last evaluation of a client rests on. Only a saving: forgotten at the end of the program, when everything is evaluated once more.</summary>
/// <param name="Version">Of its facts and keys.</param>
/// <param name="Rules">Stamp of all rules.</param>
/// <param name="Span">How long the clock alone changes nothing.</param>
/// <param name="DueAt">When the clock alone moves one of its states.</param>
internal sealed record KnownClient(long Version, (long Rows, long Versions) Rules, ClockSpan Span, DateTimeOffset? DueAt)
{
    public bool Holds(Client client, (long Rows, long Versions) rules, DateTimeOffset now) =>
        client.Version == Version && rules == Rules && Span.Contains(now) && !(DueAt <= now);

    /// <summary>When it has to be evaluated again at the latest.</summary>
    public DateTimeOffset NextAt => DueAt < Span.Until ? DueAt.Value : Span.Until;
}
