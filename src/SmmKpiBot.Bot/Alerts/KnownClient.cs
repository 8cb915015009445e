using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What the last evaluation of a client rests on. Only a saving: forgotten at the end of the program, when everything is evaluated once more.</summary>
/// <param name="Version">Of its facts and keys.</param>
/// <param name="Rules">Stamp of all rules.</param>
/// <param name="Health">Of its accounts, as far as it matters.</param>
/// <param name="Span">How long the clock alone changes nothing.</param>
/// <param name="DueAt">When the clock alone moves one of its states.</param>
internal sealed record KnownClient(long Version, (long Rows, long Versions) Rules, IReadOnlyList<AccountHealth> Health, ClockSpan Span, DateTimeOffset? DueAt)
{
    /// <summary>When it has to be evaluated again at the latest.</summary>
    public DateTimeOffset NextAt => DueAt < Span.Until ? DueAt.Value : Span.Until;

    public bool Holds(Client client, (long Rows, long Versions) rules, IEnumerable<AccountHealth> health, DateTimeOffset now) =>
        client.Version == Version && rules == Rules && Span.Contains(now) && !(DueAt <= now) && Mattering(health).SequenceEqual(Health);

    /// <summary>An account that is well is read again and again, which changes nothing.</summary>
    public static IReadOnlyList<AccountHealth> Mattering(IEnumerable<AccountHealth> health) =>
        [.. health.Select(one => one.IsBroken || one.TriedAt is null ? one : one with { TriedAt = DateTimeOffset.UnixEpoch, Since = one.Condition == AccountCondition.Throttled ? one.Since : null })];
}
