using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>
/// The promise told another way, for comparison: no state but the letters of the points counted so far (B breach, I in band, C clear), read anew at each step.
/// </summary>
internal sealed class AlertModel(int fireAfter, int clearAfter, TimeSpan minimumTime)
{
    private readonly List<DateTimeOffset> _fires = [];
    private string _letters = "";
    private long _newest = long.MinValue;
    private long _firstBreach;
    private DateTimeOffset _firstBreachAt;
    private DateTimeOffset? _noDataSince;
    private bool _late;
    private AlertSeverity _severity;
    private DateTimeOffset? _flappingUntil;

    public bool Open { get; private set; }

    public decimal? Worst { get; private set; }

    public string Condition => (Open, _letters.Contains('B', StringComparison.Ordinal), SinceLastBreach('C')) switch
    {
        (false, false, _) => "Normal",
        (false, true, _) => "Pending",
        (true, _, 0) => "Firing",
        _ => "Recovering",
    };

    public string Data { get; private set; } = "Fresh";

    public bool IsFlapping(DateTimeOffset at) => _flappingUntil > at;

    /// <summary>What people would be told.</summary>
    public IEnumerable<string> Take(AlertInput input, DateTimeOffset at)
    {
        switch (input.Signal)
        {
            case AlertSignal.Gone or AlertSignal.RuleChanged or AlertSignal.Replaced:
                if (input.Signal == AlertSignal.Replaced)
                    (Data, _noDataSince) = ("Fresh", null);
                if (Open)
                    yield return "Closed " + input.Signal;
                Forget(at);
                if (input.Signal == AlertSignal.Gone)
                    (_newest, Data, _noDataSince, _late, _flappingUntil) = (long.MinValue, "Fresh", null, false, null);
                if (input.Signal == AlertSignal.Gone)
                    _fires.Clear();
                yield break;
            case AlertSignal.Error:
                (Data, _noDataSince) = ("Error", null);
                yield break;
            case AlertSignal.NoData:
                _late = at < input.MissingFrom;
                Data = _late ? "Late" : "NoData";
                _noDataSince ??= at;
                if (Open && at - _noDataSince >= TimeSpan.FromDays(7))
                {
                    yield return "Closed NoData";
                    Forget(at);
                }

                yield break;
        }

        (Data, _noDataSince) = ("Fresh", null);
        if (input.Restated is not null)
        {
            if (Open)
                yield return "Resolved Revised";
            else if (Condition == "Pending")
                _newest = _firstBreach - 1;
            if (Condition != "Normal")
                Forget(at);
            yield break;
        }

        var isNew = input.Point > _newest;
        if (isNew)
            Count(input, at);
        if (!Open && _letters.Count(letter => letter == 'B') >= fireAfter && at - _firstBreachAt >= minimumTime && input.Signal == AlertSignal.Breach)
        {
            (Open, _letters, _severity, Worst) = (true, "B", input.Severity, input.Figures!.Value);
            _fires.RemoveAll(fire => at - fire >= TimeSpan.FromHours(24));
            _fires.Add(at);
            _flappingUntil = _fires.Count >= 3 || IsFlapping(at) ? at.AddHours(24) : null;
            yield return "Fired Breach";
        }
        else if (isNew && Open && input.Signal == AlertSignal.Breach && input.Severity > _severity)
        {
            _severity = input.Severity;
            yield return "Escalated SeverityRaised";
        }
        else if (Open && SinceLastBreach('C') >= clearAfter)
        {
            yield return "Resolved Cleared";
            Forget(at);
        }
    }

    private void Count(AlertInput input, DateTimeOffset at)
    {
        _newest = input.Point!.Value;
        if (!Open && input.Signal == AlertSignal.Clear)
            _letters = "";
        else if (!Open && input.Signal == AlertSignal.Breach && Condition == "Normal")
            (_firstBreach, _firstBreachAt, _letters) = (_newest, at, "B");
        else
            _letters += input.Signal.ToString()[0];
        if (Open && input.Signal != AlertSignal.Clear)
            Worst = Math.Min(Worst!.Value, input.Figures!.Value);
    }

    private int SinceLastBreach(char letter) => _letters[(_letters.LastIndexOf('B') + 1)..].Count(one => one == letter);

    private void Forget(DateTimeOffset at)
    {
        if (Open)
            _flappingUntil = IsFlapping(at) ? at.AddHours(24) : null;
        (Open, _letters, Worst) = (false, "", null);
    }
}
