namespace SmmKpiBot.Tests.Chatwoot;

/// <summary>Chatwoot's own rule, one conversation at a time: first responses and replies in minutes.</summary>
internal sealed class ChatwootRule
{
    private readonly List<double> _first = [];
    private readonly List<double> _replies = [];
    private DateTimeOffset? _waiting;
    private DateTimeOffset _clock;
    private bool _isAnswered;
    private bool _isOver;

    public IReadOnlyList<double> First => _first;

    public IReadOnlyList<double> Replies => _replies;

    public static ChatwootRule Of(IEnumerable<(string What, DateTimeOffset At)> events)
    {
        var rule = new ChatwootRule();
        var isCreated = false;
        foreach (var (what, at) in events)
        {
            if (!isCreated)
                (rule._waiting, rule._clock, isCreated) = (at, at, true);
            rule.Take(what, at);
        }

        return rule;
    }

    private void Take(string what, DateTimeOffset at)
    {
        switch (what)
        {
            case "in":
                _waiting ??= at;
                if (_isOver)
                    Reopen(at);
                break;
            case "agent":
                Answer(at);
                break;
            case "bot":
                _waiting = null;
                break;
            case "handoff":
                _waiting ??= at;
                _clock = at;
                break;
            case "open":
                Reopen(at);
                break;
            case "resolved":
                _waiting = null;
                _isOver = true;
                break;
            case "snoozed":
                _isOver = true;
                break;
            case "note" or "automation":
                break;
            default:
                throw new ArgumentException(what);
        }
    }

    private void Reopen(DateTimeOffset at) => (_clock, _isOver) = (at, false);

    private void Answer(DateTimeOffset at)
    {
        if (!_isAnswered)
            _first.Add((at - _clock).TotalMinutes);
        else if (_waiting is { } since)
            _replies.Add((at - since).TotalMinutes);
        (_isAnswered, _waiting) = (true, null);
    }
}
