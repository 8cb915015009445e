using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>
/// Accounts as sources of data, and their tokens. The clock brings no new point: one is counted when what is said changes, so that an unchanged cycle writes nothing.
/// </summary>
/// <param name="facts">Of one client.</param>
/// <param name="health">By account.</param>
/// <param name="states">Of the client: what is told of an account already.</param>
internal sealed class SourceSubjects(FactSet facts, IReadOnlyDictionary<long, AccountHealth> health, IEnumerable<AlertState> states)
{
    /// <summary>Files brought by hand come weekly; a day more is no reason to worry.</summary>
    private static readonly TimeSpan ByHand = TimeSpan.FromDays(8);

    private readonly FactSet _facts = facts;
    private readonly FactIndex _index = FactIndex.Of(facts);
    private readonly IReadOnlyDictionary<long, AccountHealth> _health = health;
    private readonly ILookup<long?, AccountCondition> _told = states.Where(state => state.IsOpen).ToLookup(state => state.Subject.AccountId, state => IllnessOf(state.Subject.Metric));

    private DateTimeOffset Now => _facts.AsOf;

    /// <summary>Of an account that a person has disconnected nothing is to come.</summary>
    private IEnumerable<Account> Watched => _index.Accounts.Where(account => _index.EndsOn(account.Id) is null);

    /// <summary>Instants at which the clock alone makes a source late or a token short.</summary>
    public IEnumerable<DateTimeOffset> Turns(IReadOnlyList<AlertRule> rules)
    {
        foreach (var account in Watched)
        {
            var health = Of(account);
            if (Expected(account, health) is { } expected)
            {
                yield return expected.At;
                yield return expected.SettledAt;
            }

            if (health is { Condition: AccountCondition.Throttled, Since: { } since })
                yield return since + SourceCheck.ThrottledFor;

            foreach (var token in rules.Select(rule => rule.Check).OfType<TokenCheck>())
            {
                if (health.CredentialsExpireAt is not { } expires)
                    continue;

                yield return expires.AddDays(-token.DaysAhead);
                yield return expires.AddDays(-token.WarningDaysAhead);
                yield return expires.AddDays(-token.CriticalDaysAhead);
                yield return expires;
            }
        }
    }

    public IEnumerable<(AlertSubject Subject, Func<AlertState, AlertInput> Input)> Of(AlertRule rule)
    {
        foreach (var account in Watched)
        {
            var health = Of(account);
            Func<AlertState, AlertInput>? input = rule.Check switch
            {
                SourceCheck { Fault: SourceFault.NoData } => Absent(account, health),
                SourceCheck { Fault: SourceFault.Throttled } => Broken(health, AccountCondition.Throttled, health.Since + SourceCheck.ThrottledFor <= Now),
                SourceCheck => Broken(health, IllnessOf(Metric(rule.Check))),
                TokenCheck check => Expiring(check, health),
                _ => null,
            };
            if (input is not null)
                yield return (new(rule.Id, _facts.Client.Id, account.Id, Metric(rule.Check), ""), state => input(state) with { Accounts = [account.FullName] });
        }
    }

    private static string Metric(AlertCheck check) => check switch
    {
        TokenCheck => AlertMetrics.Token,
        SourceCheck { Fault: SourceFault.Error } => AlertMetrics.Error,
        SourceCheck { Fault: SourceFault.Access } => AlertMetrics.Access,
        SourceCheck { Fault: SourceFault.Throttled } => AlertMetrics.Throttled,
        _ => AlertMetrics.NoData,
    };

    private static AccountCondition IllnessOf(string metric) => metric switch
    {
        AlertMetrics.Throttled => AccountCondition.Throttled,
        AlertMetrics.Error => AccountCondition.Failing,
        AlertMetrics.Access => AccountCondition.NeedsReconnecting,
        _ => AccountCondition.Ok,
    };

    private AccountHealth Of(Account account) => _health.GetValueOrDefault(account.Id) ?? new(account.Id, account.ClientId);

    /// <summary>An account that never gave anything is not late.</summary>
    private Expectation? Expected(Account account, AccountHealth health) =>
        (health.ExpectedAt ?? LastObserved(account) + ByHand) is { } at ? new(at, health.Settles, health.AskedAt) : null;

    private DateTimeOffset? LastObserved(Account account) =>
        _facts.Facts.EverObserved.Where(ever => ever.AccountId == account.Id).Select(ever => ever.Kind)
            .Concat(_facts.Facts.Spans.Where(span => span.AccountId == account.Id).Select(span => span.Kind))
            .Max(kind => _index.LastObservedAt(account.Id, kind));

    private Func<AlertState, AlertInput>? Absent(Account account, AccountHealth health)
    {
        if (Expected(account, health) is not { } expected)
            return null;
        if (expected.IsUnknown(Now))
            return state => new(AlertSignal.InBand) { Point = state.LastPoint };

        var late = new AlertFigures((decimal)(Now - expected.At).TotalSeconds, (decimal)expected.Settles.TotalSeconds, 0, AlertSide.Above, KpiUnit.Seconds);
        return state => Changed(state, late, AlertSeverity.Warning) with { Since = late.Signal() == AlertSignal.Breach ? expected.At : null };
    }

    /// <summary>
    /// Every try is a point, as long as it can change anything. While the account is ill in another way nothing can be said of this one; a graver illness that has an
    /// alert of its own takes its place.
    /// </summary>
    private Func<AlertState, AlertInput>? Broken(AccountHealth health, AccountCondition illness, bool isLasting = true)
    {
        if (health.TriedAt is not { } tried)
            return null;
        if (health.Condition > illness && _told[health.AccountId].Any(told => told > illness))
            return state => state.Condition == AlertCondition.Normal ? new(AlertSignal.InBand) { Point = state.LastPoint } : new(AlertSignal.Replaced) { Trouble = health.Reason };

        var isIll = health.Condition == illness && isLasting;
        var says = isIll ? AlertSignal.Breach : health.Condition == AccountCondition.Ok ? AlertSignal.Clear : AlertSignal.InBand;
        return state => new(says)
        {
            Point = Matters(state) ? UnixMicros.Of(tried) : state.LastPoint,
            IsSetBack = state.LastPoint > UnixMicros.Of(Now),
            Severity = AlertSeverity.Warning,
            Trouble = says == AlertSignal.Breach ? health.Reason : null,
            Since = says == AlertSignal.Breach ? health.Since : null,
        };

        bool Matters(AlertState state) => says switch
        {
            AlertSignal.Breach => state.Condition != AlertCondition.Firing || state.Trouble != health.Reason,
            AlertSignal.Clear => state.Condition != AlertCondition.Normal,
            _ => false,
        };
    }

    private Func<AlertState, AlertInput>? Expiring(TokenCheck check, AccountHealth health)
    {
        if (health.CredentialsExpireAt is not { } expires)
            return null;

        var left = (decimal)(expires - Now).TotalSeconds;
        var severity = left <= check.CriticalDaysAhead * 86_400m ? AlertSeverity.Critical
            : left <= check.WarningDaysAhead * 86_400m ? AlertSeverity.Warning
            : AlertSeverity.Info;
        return state => Changed(state, new(left, check.DaysAhead * 86_400m, check.DaysAhead * 86_400m, AlertSide.Below, KpiUnit.Seconds), severity);
    }

    private AlertInput Changed(AlertState state, AlertFigures figures, AlertSeverity severity) => ClockPoint.Of(state, figures, severity, Now);
}
