using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What is asked of the KPIs.</summary>
public sealed record KpiQuery
{
    public required Client Client { get; init; }

    public required PeriodChoice Period { get; init; }

    /// <summary>Null compares with nothing.</summary>
    public ComparisonKind? Comparison { get; init; } = Kpis.ComparisonKind.Previous;

    /// <summary>That date counts as today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Facts observed later are left out.</summary>
    public DateTimeOffset? KnownBy { get; init; }
}

/// <summary>Reads the facts once and computes the catalogue over them.</summary>
public sealed class KpiReports(FactReader facts, TimeProvider timeProvider)
{
    /// <summary>Days before the earlier period that are read too: last values may be 30 days old at the day before it, waits 30 days old.</summary>
    private const int MarginDays = 31;

    private readonly FactReader _facts = facts;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task<FactSet> ReadAsync(KpiQuery query, CancellationToken cancellationToken)
    {
        var choice = query.Period;
        var comparison = choice.ComparedWith(query.Comparison);
        var first = comparison is { } earlier && earlier.From < choice.Period.From ? earlier.From : choice.Period.From;
        var from = first.AddDays(-MarginDays);
        var zone = query.Client.TimeZone;
        var facts = await _facts.ReadAsync(
            new()
            {
                ClientId = query.Client.Id,
                From = from,
                To = choice.Period.To,
                ConversationsSince = LocalDay.Start(from, zone),
                KnownBy = query.KnownBy,
                WithRates = query.Client.ConvertsCurrency,
            },
            cancellationToken);
        return new()
        {
            Client = query.Client,
            Period = choice.Period,
            Comparison = comparison,
            ComparisonKind = query.Comparison,
            AsOf = query.AsOf is { } day ? LocalDay.Start(day, zone) : _timeProvider.GetUtcNow(),
            Facts = facts,
            Notes = [.. choice.Notes(query.Comparison), .. CurrencyConversion.Problems(query.Client)],
        };
    }

    public async Task<KpiReport> ReportAsync(KpiQuery query, CancellationToken cancellationToken) =>
        KpiCatalogue.Compute(await ReadAsync(query, cancellationToken));
}
