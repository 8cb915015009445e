using System.Data.Common;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What steps of the machine changed, until it is written: the last state of each subject, all events, and the episodes that ended.</summary>
internal sealed class AlertLedger
{
    private readonly Dictionary<string, StateChange> _states = [];
    private readonly List<AlertEvent> _events = [];
    private readonly List<EndedEpisode> _ended = [];
    private readonly HashSet<AlertSubject> _notable = [];

    /// <summary>Rows that a write would touch.</summary>
    public int Rows => _states.Count + _events.Count + _ended.Count;

    public bool IsEmpty => Rows == 0;

    /// <summary>Subjects of which chats may have to be told something.</summary>
    public IReadOnlyCollection<AlertSubject> Notable => _notable;

    public IReadOnlyList<AlertEvent> Events => _events;

    /// <summary>Takes the inputs of one subject, oldest first; gives where it stands then (null = nothing is kept of it).</summary>
    public AlertState? Step(StoredState before, AlertPatience patience, IReadOnlyList<AlertInput> inputs, DateTimeOffset now)
    {
        var state = before.State;
        foreach (var input in inputs)
        {
            var step = AlertMachine.Step(state, patience, input, now, Ulid.New(now));
            Take(state, step);
            if (step.State is null)
                return Keep(before, null);
            state = step.State;
        }

        return Keep(before, state);
    }

    /// <summary>Takes what a person said.</summary>
    public bool Say(StoredState before, AlertHuman human, string by, DateTimeOffset now)
    {
        var step = AlertMachine.Say(before.State, human, by, now);
        Take(before.State, step);
        Keep(before, step.State);
        return step.Events.Count > 0;
    }

    /// <summary>Writes everything. False when another writer was faster with one of the states: then the transaction must not be committed.</summary>
    public async Task<bool> WriteAsync(DbConnection connection, DbTransaction transaction)
    {
        if (!await AlertStateStore.WriteAsync(connection, transaction, [.. _states.Values]))
            return false;

        await AlertLog.WriteAsync(connection, transaction, _events, _ended);
        return true;
    }

    private void Take(AlertState before, AlertStep step)
    {
        _events.AddRange(step.Events);
        _ended.AddRange(step.Events.Where(one => one.Kind is AlertEventKind.Resolved or AlertEventKind.Closed).Select(ending => new EndedEpisode(before, ending)));
        _notable.UnionWith(step.Events.Where(one => one.EpisodeId is not null).Select(one => one.Subject));
    }

    private AlertState? Keep(StoredState before, AlertState? after)
    {
        var same = ReferenceEquals(before.State, after) || (after is null && before.Revision == 0);
        var body = same || after is null ? null : AlertJson.Write(after);
        if (!same && (after is null || body != before.Body))
            _states[before.State.Subject.Fingerprint()] = new(before.State.Subject.Fingerprint(), before.Revision, after) { Body = body };
        return after;
    }
}
