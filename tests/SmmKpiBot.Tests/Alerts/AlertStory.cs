using System.Globalization;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>
/// A timeline: what happens at which local time (<c>At(…).Point(…)</c>) and what a chat must have heard between two times (<c>Want(…)</c>). It runs the machine
/// and the planner as the bot does, woken by what happens and by <see cref="ChatPlan.NextAt"/> alone; after each step everything is forgotten but what is stored.
/// </summary>
internal sealed class AlertStory(TimeZoneInfo zone, QuietHours? quiet = null)
{
    private readonly AlertChat _chat = new(1, quiet);
    private readonly TimeZoneInfo _zone = zone;
    private readonly SortedDictionary<DateTimeOffset, List<Action<DateTimeOffset>>> _acts = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To, string[] Messages)> _wants = [];
    private readonly Dictionary<string, AlertState> _states = [];
    private readonly Dictionary<string, AlertSeverity> _severities = [];
    private readonly List<AlertEpisode> _ended = [];
    private readonly Dictionary<string, EpisodeNotice> _notices = [];
    private readonly Dictionary<string, NoticeGroup> _groups = [];
    private readonly List<NoticeLine> _lines = [];
    private readonly List<Silence> _silences = [];
    private readonly Dictionary<string, NoticeDelivery> _deliveries = [];
    private readonly List<(DateTimeOffset At, NoticeMessage Message)> _heard = [];
    private DateTimeOffset _cursor;
    private bool _stuck;
    private int _points;
    private int _episodes;

    /// <summary>The answering hours of the client, where it has some.</summary>
    public WorkingClock? Clock { get; init; }

    public AlertPatience Patience { get; init; } = new(1, 1, 1, TimeSpan.Zero);

    /// <summary>Every line of the alerts' history: kind, reason and subject.</summary>
    public List<string> History { get; } = [];

    public Dictionary<string, EpisodeNotice> Notices => _notices;

    /// <summary>Edits and what was taken back, beside what was sent.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>The times of what follows, e.g. <c>11-03 10:00</c> of 2026 on the wall clock.</summary>
    public AlertStory At(string time)
    {
        _cursor = Instant(time);
        return this;
    }

    public AlertStory Severity(string name, AlertSeverity severity) => Act(_ => _severities[name] = severity);

    /// <summary>A new settled point of the KPI <paramref name="name"/>; 70 or less fires, 77 or more clears.</summary>
    public AlertStory Point(string name, decimal value) => Act(at => Step(name, Input(name, value), at));

    public AlertStory Restated(string name, decimal was, decimal now) => Act(at => Step(name, Input(name, now) with { Restated = new(was, now) }, at));

    public AlertStory NoData(string name) => Act(at => Step(name, new(AlertSignal.NoData) { MissingFrom = at.AddHours(-1) }, at));

    public AlertStory Ack(string name, string? until = null) => Say(name, AlertHuman.Acked("Оля", until is null ? null : Instant(until)));

    public AlertStory Snooze(string name, string until) => Say(name, AlertHuman.Snoozed("Оля", Instant(until)));

    public AlertStory Silence(string name, string until) =>
        Act(at => _silences.Add(new() { Id = "s", Author = "Оля", From = at, Until = Instant(until), Metric = name }));

    /// <summary>Telegram takes nothing: messages stay untried in the outbox.</summary>
    public AlertStory Stuck(bool stuck = true) => Act(_ =>
    {
        _stuck = stuck;
        foreach (var key in _deliveries.Keys.ToList())
            _deliveries[key] = !stuck && _deliveries[key] == NoticeDelivery.Untried ? NoticeDelivery.MayHaveArrived : _deliveries[key];
    });

    /// <summary>What is untried in the outbox grows too old, or its chat is gone.</summary>
    public AlertStory Lost(NoticeDelivery how = NoticeDelivery.NeverArrived) => Act(_ =>
    {
        foreach (var key in _deliveries.Where(one => one.Value == NoticeDelivery.Untried).Select(one => one.Key).ToList())
        {
            _deliveries[key] = how;
            _heard.RemoveAll(one => one.Message.Key == key);
        }
    });

    /// <summary>Exactly these messages between two times, the first in and the last not.</summary>
    public AlertStory Want(string from, string to, params string[] messages)
    {
        _wants.Add((Instant(from), Instant(to), messages));
        return this;
    }

    /// <summary>Runs it and checks what was wanted, no more and no less.</summary>
    public void Run(string until)
    {
        RunAnything(until);
        foreach (var (from, to, messages) in _wants)
        {
            var heard = _heard.Where(one => one.At >= from && one.At < to).Select(one => Text(one.Message));
            Assert.Equal(messages, heard);
        }

        Assert.Equal(_heard.Count, _wants.Sum(want => want.Messages.Length));
    }

    /// <summary>Runs it and returns what was heard.</summary>
    public IReadOnlyList<(DateTimeOffset At, NoticeMessage Message)> RunAnything(string until)
    {
        var end = Instant(until);
        DateTimeOffset? wake = null;
        for (var guard = 0; guard < 5000; guard++)
        {
            var now = _acts.Count > 0 && !(wake < _acts.Keys.First()) ? _acts.Keys.First() : wake;
            if (now is not { } at || at >= end)
                break;

            foreach (var act in _acts.TryGetValue(at, out var acts) ? acts : [])
                act(at);
            _acts.Remove(at);
            wake = Plan(at);
            Assert.True(!(wake <= at), $"woken at {wake} by the plan of {at}");
        }

        return _heard;
    }

    private static string Text(NoticeMessage message)
    {
        var items = string.Join(", ", message.Items.Select(item => $"{item.Kind}{(item.IsLast ? " for the last time" : "")} {item.Episode.Subject.Metric}"));
        return $"{message.Kind}: {items}{(message.RepliesToKey is null ? "" : " (reply)")}";
    }

    private DateTimeOffset? Plan(DateTimeOffset at)
    {
        var plan = NotificationPlanner.Plan(Situation(), at);
        Store(plan, at);

        // A crash right after the commit: the same wake-up plans again and finds nothing to do.
        var again = NotificationPlanner.Plan(Situation(), at);
        Assert.True(again.IsEmpty, $"planned twice at {at:O}");
        return again.NextAt;
    }

    private void Store(ChatPlan plan, DateTimeOffset at)
    {
        foreach (var key in plan.Cancel)
        {
            Assert.Equal(NoticeDelivery.Untried, _deliveries[key]);
            _deliveries[key] = NoticeDelivery.NeverArrived;
            _heard.RemoveAll(one => one.Message.Key == key);
            Changes.Add("cancelled");
        }

        foreach (var message in plan.Send)
        {
            Assert.True(message.RepliesToKey is null || _deliveries[message.RepliesToKey] != NoticeDelivery.NeverArrived, "a reply to a message nobody got");
            Assert.True(_deliveries.TryAdd(message.Key, _stuck ? NoticeDelivery.Untried : NoticeDelivery.MayHaveArrived), "a key twice");
            _heard.Add((at, message));
        }

        Changes.AddRange(plan.Edit.Select(edit => $"edited{(edit.Kind == NoticeMessageKind.Alert ? "" : " " + edit.Kind)}: " + string.Join(", ", edit.Items.Select(item => $"{item.Kind} {item.Episode.Subject.Metric} {item.Episode.Human.Kind}"))));
        foreach (var notice in plan.Notices)
            _notices[notice.EpisodeId] = notice;
        _lines.AddRange(plan.Lines);
        foreach (var group in plan.Groups)
            _groups[group.Key] = group;
        foreach (var key in plan.EndedGroups)
            _groups.Remove(key);
    }

    private ChatSituation Situation()
    {
        List<AlertEpisode> open = [.. _states.Values.Where(state => state.IsOpen).Select(state => AlertEpisode.Of(Rule(state.Subject.Metric), state))];
        return new()
        {
            Chat = _chat,
            Episodes = [.. open, .. _ended],
            Notices = [.. _notices.Values],
            Lines = _lines,
            Groups = [.. _groups.Values],
            Silences = _silences,
            Clocks = Clock is null ? new Dictionary<long, WorkingClock>() : new() { [1] = Clock },
            Inhibited = Inhibition.Of(open),
            Deliveries = _deliveries,
        };
    }

    private void Step(string name, AlertInput input, DateTimeOffset at)
    {
        var before = _states.GetValueOrDefault(name) ?? AlertState.Initial(Subject(name));
        var open = before.IsOpen ? AlertEpisode.Of(Rule(name), before) : null;
        Took(name, open, AlertMachine.Step(before, Patience, input, at, $"episode {++_episodes:000}"));
    }

    private AlertStory Say(string name, AlertHuman human) => Act(at => Took(name, null, AlertMachine.Say(_states[name], human, "Оля", at)));

    private void Took(string name, AlertEpisode? open, AlertStep step)
    {
        History.AddRange(step.Events.Select(one => $"{one.Kind} {one.Reason} {name}"));
        if (step.Events.FirstOrDefault(one => one.Kind is AlertEventKind.Resolved or AlertEventKind.Closed) is { } end)
            _ended.Add(open!.Ended(end, step.State?.FlappingUntil));
        _states[name] = AlertJson.ReadState(AlertJson.Write(step.State!));
    }

    private AlertInput Input(string name, decimal value)
    {
        var figures = new AlertFigures(value, 70, 77, AlertSide.Below, KpiUnit.Count);
        return new(figures.Signal())
        {
            Point = ++_points,
            Figures = figures,
            Severity = _severities.GetValueOrDefault(name, AlertSeverity.Warning),
            Accounts = ["instagram/acme"],
        };
    }

    private static AlertSubject Subject(string name) => new("rule", 1, name == AlertMetrics.Error ? 5 : null, name, "");

    private static AlertRule Rule(string name) => new()
    {
        Id = "rule",
        Check = name switch
        {
            AlertMetrics.Error => new SourceCheck { Fault = SourceFault.Error },
            "answers" => new SlowAnswersCheck { Fire = 0.25m },
            _ => new KpiValueCheck { Kpi = "engagement.total", Fire = 70 },
        },
    };

    private AlertStory Act(Action<DateTimeOffset> act)
    {
        if (!_acts.TryGetValue(_cursor, out var acts))
            _acts[_cursor] = acts = [];
        acts.Add(act);
        return this;
    }

    private DateTimeOffset Instant(string time)
    {
        var format = time.Length > 11 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm";
        return Data.Periods.LocalDay.ToInstant(DateTime.ParseExact("2026-" + time, format, CultureInfo.InvariantCulture), _zone);
    }
}
