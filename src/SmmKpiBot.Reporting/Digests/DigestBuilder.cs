using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Builds digests from stored facts only.</summary>
public sealed class DigestBuilder(KpiReports reports)
{
    private readonly KpiReports _reports = reports;

    public Task<Digest> BuildAsync(KpiQuery query, Reader reader, Language language, CancellationToken cancellationToken) =>
        BuildAsync(query, [], reader, language, cancellationToken);

    /// <param name="longerPeriods">Periods over which the hero is told too: 2 weeks, month and quarter in a weekly digest.</param>
    public async Task<Digest> BuildAsync(
        KpiQuery query,
        IReadOnlyList<PeriodChoice> longerPeriods,
        Reader reader,
        Language language,
        CancellationToken cancellationToken)
    {
        var facts = await _reports.ReadAsync(query, cancellationToken);
        var report = KpiCatalogue.Compute(facts);
        var hero = HeroChoice.Of(report);
        var holds = ClockSpan.Of(facts);
        var longer = new List<HeroFigure>();
        foreach (var period in longerPeriods)
        {
            var otherFacts = await _reports.ReadAsync(query with { Period = period }, cancellationToken);
            var other = KpiCatalogue.Compute(otherFacts);
            holds = holds.And(ClockSpan.Of(otherFacts));
            longer.Add(new HeroFigure(other.Period, other[hero.Key]));
        }

        return DigestComposer.Compose(facts, report, reader, language, longer) with { Holds = holds };
    }
}
