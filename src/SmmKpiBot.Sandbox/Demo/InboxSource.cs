using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>An inbox of messages and comments: automatic replies, quick and slow answers, some never given, and conflicts.</summary>
internal sealed class InboxSource(string name, Curve questions) : DemoSource("chatwoot", name)
{
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(3);
    private static readonly string[] Team = ["Марко", "Соломія", "Daria"];

    /// <summary>Local hours in which people answer.</summary>
    public (int From, int To) Open { get; init; } = (9, 18);

    public bool OpenAtWeekends { get; init; }

    /// <summary>Typical minutes until an answer.</summary>
    public double Minutes { get; init; } = 14;

    /// <summary>Since that day answers take longer by this factor.</summary>
    public (DateOnly Since, double Factor) Slower { get; init; } = (DateOnly.MaxValue, 1);

    public double Unanswered { get; init; } = 0.03;

    public bool RepliesAutomatically { get; init; }

    /// <summary>Chance of a conflict on a day.</summary>
    public double Conflicts { get; init; } = 0.1;

    public override IEnumerable<object> Read(DemoRun run)
    {
        foreach (var day in run.Days)
        {
            var count = questions.CountOn(day, Noise, "questions");
            for (var number = 0; number < count; number++)
            {
                foreach (var message in Finished(run, day, number))
                {
                    yield return message;
                }
            }

            foreach (var conflict in ConflictOn(run, day))
            {
                yield return conflict;
            }
        }

        yield return run.Span(FactKind.Messages);
        yield return run.Span(FactKind.Conflicts);
    }

    /// <summary>
    /// A conversation that is over, as the inbox is read once a day: one that still waited would be told to the team as if nobody answered until the next
    /// reading. Those that nobody ever answers are seen when they are old news.
    /// </summary>
    private List<ConversationMessage> Finished(DemoRun run, DateOnly day, int number)
    {
        List<ConversationMessage> messages = [.. Conversation(run, day, number)];
        var last = messages[^1];
        var isAnswered = last is { Direction: Direction.Outbound, Automatic: false };
        return last.At <= run.ObservedAt - (isAnswered ? TimeSpan.Zero : GivenUp) ? messages : [];
    }

    private IEnumerable<ConversationMessage> Conversation(DemoRun run, DateOnly day, int number)
    {
        var askedMinute = (7.5 * 60) + (Noise.At(day, "asked", number) * 15 * 60);
        var asked = At(run, day, askedMinute);
        var conversation = $"{Name}-{day:yyyyMMdd}-{number:D3}";
        var kind = Noise.Happens(0.3, day, "comment", number) ? MessageKind.Comment : MessageKind.Message;
        yield return Message(run, conversation, "1", asked, Direction.Inbound, kind, null, false);
        if (RepliesAutomatically && kind == MessageKind.Message)
        {
            yield return Message(run, conversation, "2", asked.AddSeconds(8), Direction.Outbound, kind, null, true);
        }

        if (Noise.Happens(0.35, day, "more", number))
        {
            yield return Message(run, conversation, "3", asked.AddMinutes(1.5), Direction.Inbound, kind, null, false);
        }

        if (Noise.Happens(Unanswered, day, "unanswered", number))
        {
            yield break;
        }

        var answered = Answered(run, day, askedMinute, number);
        yield return Message(run, conversation, "4", answered, Direction.Outbound, kind, Team[(int)(Noise.At(day, "who", number) * Team.Length)], false);
        if (Noise.Happens(0.25, day, "again", number))
        {
            yield return Message(run, conversation, "5", answered.AddMinutes(7), Direction.Inbound, kind, null, false);
            yield return Message(run, conversation, "6", answered.AddMinutes(7 + (Minutes * Noise.At(day, "second", number))), Direction.Outbound, kind, Team[0], false);
        }
    }

    private DateTimeOffset Answered(DemoRun run, DateOnly day, double askedMinute, int number)
    {
        var slower = day >= Slower.Since ? Slower.Factor : 1;
        var length = Minutes * slower * Math.Exp(1.1 * Noise.Bell(day, "length", number));
        var isSlow = Noise.Happens(0.07, day, "slow", number);
        var begin = Math.Max(askedMinute, Open.From * 60);
        var (answerDay, minute) = askedMinute > Open.To * 60 || !IsOpen(day) ? (NextOpen(day), Open.From * 60) : (day, begin);
        return At(run, answerDay, minute + (isSlow ? 180 + length : length));
    }

    private IEnumerable<Conflict> ConflictOn(DemoRun run, DateOnly day)
    {
        if (!Noise.Happens(Conflicts, day, "conflict"))
        {
            yield break;
        }

        var opened = At(run, day, (10 * 60) + (Noise.At(day, "conflict at") * 480));
        var hours = 2 + (Noise.At(day, "conflict hours") * 30);
        DateTimeOffset? resolved = Noise.Happens(0.02, day, "conflict stays") ? null : opened.AddHours(hours);
        if (opened <= run.ObservedAt)
        {
            yield return new Conflict(run.AccountId, $"{Name}-{day:yyyyMMdd}-000", opened, resolved <= run.ObservedAt ? resolved : null, run.ObservedAt);
        }
    }

    private bool IsOpen(DateOnly day) => OpenAtWeekends || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private DateOnly NextOpen(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!IsOpen(day));
        return day;
    }

    private static DateTimeOffset At(DemoRun run, DateOnly day, double minute) =>
        LocalDay.ToInstant(day.ToDateTime(TimeOnly.MinValue).AddSeconds(Math.Round(minute * 60)), run.Zone);

    private static ConversationMessage Message(
        DemoRun run, string conversation, string id, DateTimeOffset at, Direction direction, MessageKind kind, string? author, bool automatic) => new()
        {
            AccountId = run.AccountId,
            Conversation = conversation,
            MessageId = id,
            At = at,
            Direction = direction,
            Kind = kind,
            Author = author,
            Automatic = automatic,
            ObservedAt = run.ObservedAt,
        };
}
