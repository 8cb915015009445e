namespace SmmKpiBot.Reporting.Alerts;

/// <summary>One step of the machine, from the table of states and inputs.</summary>
internal sealed class AlertTransition(AlertState state, AlertPatience patience, AlertInput input, DateTimeOffset at, string newEpisodeId)
{
    private readonly AlertState _before = state;
    private readonly AlertPatience _patience = patience;
    private readonly AlertInput _input = input;
    private readonly DateTimeOffset _at = at;
    private readonly string _newEpisodeId = newEpisodeId;
    private readonly List<AlertEvent> _events = [];
    private AlertState _state = state;

    /// <summary>A signal about a point that was counted before says nothing new.</summary>
    private bool IsNewPoint => _input.Point is { } point && (_input.IsSetBack ? point != _before.LastPoint : !(point <= _before.LastPoint));

    public AlertStep Step()
    {
        switch (_input.Signal)
        {
            case AlertSignal.Gone:
                CloseIfOpen(_input.IsDisconnected ? AlertReason.Disconnected : AlertReason.Gone);
                return new(null, _events);
            case AlertSignal.RuleChanged:
                CloseIfOpen(AlertReason.RuleChanged);
                _state = Calm();
                break;
            case AlertSignal.Replaced:
                RegainData();
                CloseIfOpen(AlertReason.Replaced);
                _state = Calm();
                break;
            case AlertSignal.NoData or AlertSignal.Error:
                LoseData();
                break;
            default:
                Point();
                break;
        }

        return new(_state, _events);
    }

    private void Point()
    {
        RegainData();
        if (_input.Restated is { } restated)
        {
            Undo(restated);
            return;
        }

        if (!IsNewPoint)
        {
            // The count stays as it is; only the minimum time may have passed meanwhile.
            if (_before.Condition == AlertCondition.Pending && _input.Signal == AlertSignal.Breach)
                FireIfDue();
            return;
        }

        _state = _state with { LastPoint = _input.Point, Last = _input.Figures, Trouble = _input.Trouble, Since = _input.Since ?? _state.Since, Accounts = _input.Accounts };
        switch (_input.Signal)
        {
            case AlertSignal.Breach:
                Breach();
                break;
            case AlertSignal.Clear:
                Clear();
                break;
            default:
                InBand();
                break;
        }
    }

    private void Breach()
    {
        switch (_before.Condition)
        {
            case AlertCondition.Normal:
                _state = _state with
                {
                    Condition = AlertCondition.Pending,
                    Count = 1,
                    RuleVersion = _patience.RuleVersion,
                    EvidenceFrom = _input.Point,
                    PendingAt = _at,
                    Severity = _input.Severity,
                };
                FireIfDue();
                if (_state.Condition == AlertCondition.Pending)
                    Log(AlertEventKind.Pending, AlertReason.Breach);
                break;
            case AlertCondition.Pending:
                _state = _state with { Count = _state.Count + 1 };
                FireIfDue();
                break;
            default:
                _state = _state with { Condition = AlertCondition.Firing, Count = 0, Worst = WorseOf(_state.Worst, _input.Figures) };
                if (_before.Condition == AlertCondition.Recovering)
                    Log(AlertEventKind.Relapsed, AlertReason.Breach);
                Escalate();
                break;
        }
    }

    private void InBand()
    {
        if (_state.IsOpen)
            _state = _state with { Worst = WorseOf(_state.Worst, _input.Figures) };
    }

    private void Clear()
    {
        switch (_before.Condition)
        {
            case AlertCondition.Pending:
                Log(AlertEventKind.Dropped, AlertReason.Cleared);
                _state = Calm();
                break;
            case AlertCondition.Firing or AlertCondition.Recovering:
                var count = _before.Condition == AlertCondition.Firing ? 1 : _state.Count + 1;
                if (count >= _patience.ClearAfter)
                {
                    End(AlertEventKind.Resolved, AlertReason.Cleared);
                    return;
                }

                _state = _state with { Condition = AlertCondition.Recovering, Count = count };
                if (_before.Condition == AlertCondition.Firing)
                    Log(AlertEventKind.Recovering, AlertReason.Cleared);
                break;
        }
    }

    private void FireIfDue()
    {
        if (_state.Count < _patience.FireAfter || _at - _state.PendingAt < _patience.For)
            return;

        DateTimeOffset[] fires = [.. _state.RecentFires.Where(fire => _at - fire < AlertMachine.FlappingWindow), _at];
        var flaps = fires.Length >= AlertMachine.FlappingEpisodes || _state.FlappingUntil > _at;
        _state = _state with
        {
            Condition = AlertCondition.Firing,
            Count = 0,
            EpisodeId = _newEpisodeId,
            FiredAt = _at,
            FiredPoint = _state.LastPoint,
            Fired = _state.Last,
            Worst = _input.Figures ?? _state.Last,
            Severity = _input.Severity,
            Human = AlertHuman.None,
            RecentFires = fires,
            FlappingUntil = flaps ? _at + AlertMachine.FlappingWindow : null,
            FlappingSince = !flaps ? null : _before.FlappingUntil > _at ? _before.FlappingSince : _at,
        };
        Log(AlertEventKind.Fired, AlertReason.Breach);
        if (flaps && !(_before.FlappingUntil > _at))
            Log(AlertEventKind.Flapping, AlertReason.Breach);
    }

    private void Escalate()
    {
        if (_input.Severity <= _state.Severity)
            return;

        _state = _state with { Severity = _input.Severity };
        Log(AlertEventKind.Escalated, AlertReason.SeverityRaised);
        if (_state.Human.Kind == AlertHumanKind.None)
            return;

        _state = _state with { Human = AlertHuman.None };
        Log(AlertEventKind.HumanCleared, AlertReason.SeverityRaised);
    }

    /// <summary>Nothing is known of the points the state rests on; what follows is counted from the first of them on anew.</summary>
    private void Undo(AlertRestatement restated)
    {
        var again = _before.EvidenceFrom - 1;
        if (_state.IsOpen)
            End(AlertEventKind.Resolved, AlertReason.Revised, restated);
        else if (_state.Condition == AlertCondition.Pending)
        {
            Log(AlertEventKind.Dropped, AlertReason.Revised, restated);
            _state = Calm() with { LastPoint = again };
        }
    }

    private void LoseData()
    {
        var since = _before.Data is AlertData.Late or AlertData.NoData ? _before.DataSince : _at;
        if (_input.Signal == AlertSignal.Error)
        {
            if (_before.Data != AlertData.Error)
            {
                _state = _state with { Data = AlertData.Error, DataSince = _at };
                Log(AlertEventKind.DataFailed, AlertReason.Error);
            }

            return;
        }

        var data = _at < _input.MissingFrom ? AlertData.Late : AlertData.NoData;
        if (data != _before.Data)
        {
            _state = _state with { Data = data, DataSince = since };
            Log(data == AlertData.Late ? AlertEventKind.DataLate : AlertEventKind.DataMissing, AlertReason.NoData);
        }

        if (_state.IsOpen && _at - since >= AlertMachine.ClosesWithoutData)
            End(AlertEventKind.Closed, AlertReason.NoData);
    }

    private void RegainData()
    {
        if (_before.Data == AlertData.Fresh)
            return;

        _state = _state with { Data = AlertData.Fresh, DataSince = null };
        Log(AlertEventKind.DataFresh, AlertReason.DataBack);
    }

    private void CloseIfOpen(AlertReason reason)
    {
        if (_state.IsOpen)
            End(AlertEventKind.Closed, reason);
        else if (_state.Condition == AlertCondition.Pending)
            Log(AlertEventKind.Dropped, reason);
    }

    private void End(AlertEventKind kind, AlertReason reason, AlertRestatement? restated = null)
    {
        Log(kind, reason, restated);
        var flaps = _state.FlappingUntil > _at;
        _state = Calm() with { FlappingUntil = flaps ? _at + AlertMachine.FlappingWindow : null, FlappingSince = flaps ? _state.FlappingSince : null };
    }

    /// <summary>Normal, with what outlives an episode: the data column, the last point and the memory of flapping.</summary>
    private AlertState Calm() => AlertState.Initial(_state.Subject) with
    {
        Data = _state.Data,
        DataSince = _state.DataSince,
        LastPoint = _state.LastPoint,
        Last = _state.Last,
        Accounts = _state.Accounts,
        RecentFires = _state.RecentFires,
        FlappingUntil = _state.FlappingUntil,
        FlappingSince = _state.FlappingSince,
    };

    private static AlertFigures? WorseOf(AlertFigures? one, AlertFigures? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ when other.Side == AlertSide.Above => other.Value > one.Value ? other : one,
        _ => other.Value < one.Value ? other : one,
    };

    private void Log(AlertEventKind kind, AlertReason reason, AlertRestatement? restated = null) => _events.Add(new()
    {
        Kind = kind,
        Reason = reason,
        At = _at,
        Subject = _state.Subject,
        EpisodeId = _state.EpisodeId,
        Severity = _state.IsOpen ? _state.Severity : _input.Severity,
        Figures = _input.Figures ?? _state.Last,
        Worst = _state.Worst,
        Duration = kind is AlertEventKind.Resolved or AlertEventKind.Closed ? _at - _state.FiredAt : null,
        Restated = restated,
        Trouble = reason == AlertReason.Replaced ? _input.Trouble : null,
    });
}
