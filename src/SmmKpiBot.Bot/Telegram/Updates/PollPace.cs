namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>How long polling rests between calls, so that no answer of a server makes a hot loop.</summary>
internal sealed class PollPace
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Conflict = TimeSpan.FromSeconds(5);

    private int _errors;
    private int _quickEmpties;

    /// <summary>After an answer with <paramref name="fresh"/> new updates. One without any that came at once means a server that does not wait.</summary>
    public TimeSpan AfterAnswer(int fresh, TimeSpan took)
    {
        _errors = 0;
        if (fresh > 0 || took >= Shortest)
        {
            _quickEmpties = 0;
            return TimeSpan.Zero;
        }

        // The first one is no pattern yet: a long poll may end early.
        return Grown(Math.Min(_quickEmpties++, 2)) - took;
    }

    /// <summary>After a failed call; longer each time, at least as long as the server asked for.</summary>
    public TimeSpan AfterError(bool conflict, TimeSpan asked)
    {
        var pause = Grown(_errors++);
        pause = conflict && pause < Conflict ? Conflict : pause;
        return asked > pause ? asked : pause;
    }

    private static TimeSpan Grown(int steps)
    {
        var pause = Shortest * Math.Pow(2, Math.Min(steps, 10));
        return pause < Longest ? pause : Longest;
    }
}
