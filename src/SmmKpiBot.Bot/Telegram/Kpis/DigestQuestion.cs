using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>All that decides what a digest says, except the clock.</summary>
/// <param name="Client">As it was read just now: its version tells the facts.</param>
internal sealed record DigestQuestion(Client Client, PeriodRef Period, Reader Reader, Language Language)
{
    private static readonly string[] BesideWeek = ["2weeks", "month", "quarter"];

    /// <summary>With the hero over 2 weeks, month and quarter.</summary>
    public bool WithLongerPeriods { get; init; }

    /// <summary>For a digest sent after its hour: when it was due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>For the team: what it had no message of, a line each.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    public DigestKey Key => new(Client.Id, Client.Version, Period, Reader, Language, WithLongerPeriods, DueAt, string.Join('\n', Alerts));

    public KpiQuery Query => new() { Client = Client, Period = Period.Resolve() };

    public IReadOnlyList<PeriodChoice> LongerPeriods => WithLongerPeriods ? [.. BesideWeek.Select(period => PeriodChoice.Parse(period, Period.Today))] : [];
}

/// <summary>Two questions with the same key have the same answer. Client, reader and language are part of it: no answer crosses tenants or roles.</summary>
internal readonly record struct DigestKey(
    long ClientId,
    long ClientVersion,
    PeriodRef Period,
    Reader Reader,
    Language Language,
    bool WithLongerPeriods,
    DateTimeOffset? DueAt,
    string Alerts);
