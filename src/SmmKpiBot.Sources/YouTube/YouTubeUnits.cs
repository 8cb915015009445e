using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>
/// Counts the units that calls cost, because answers do not tell them. The count is of all instances and days of California; where other programs use the same project,
/// YouTube's own refusal is the last stop.
/// </summary>
internal sealed class YouTubeUnits(IOptions<YouTubeOptions> options, IApiBudget budget, TimeProvider timeProvider)
{
    private readonly int _daily = options.Value.DailyUnits;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Before a call; each page of a list costs one unit.</summary>
    public async Task SpendAsync(string payer, CallPriority priority, CancellationToken cancellationToken)
    {
        await _budget.EnterAsync(payer, priority, cancellationToken);
        var now = _timeProvider.GetUtcNow();
        _budget.Spend(payer, 1.0 / _daily, now + PacificTime.UntilMidnight(now));
    }

    /// <summary>YouTube says that all are used.</summary>
    public void Exhaust(string payer) => _budget.Report(payer, 1, PacificTime.UntilMidnight(_timeProvider.GetUtcNow()));
}
