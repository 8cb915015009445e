using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class WaitStartTests
{
    private static readonly DateTimeOffset Begin = FactSetBuilder.At("2026-11-02T08:00Z");

    [Fact]
    public void Find_Dialogue_BeginsAtTheFirstAnswer()
    {
        Assert.Equal(["1", "2", "3", "4"], Find("in 0", "out 5", "in 10", "out 15", "in 20"));
    }

    [Fact]
    public void Find_NoAnswerBefore_AsksForMore()
    {
        Assert.Null(Find("in 0", "in 5", "auto 6"));
        Assert.Null(Find("in 0", "out 100"));
    }

    [Fact]
    public void Find_OneAnswerBeforeWhoeverWaits_AsksForMoreBecauseTheEpisodeMayHaveBegunEarlier()
    {
        Assert.Null(Find("out 5", "in 20"));
        Assert.Equal(["0", "1"], Find("out 5", "in 1445"));
        Assert.Equal(["0", "1", "2"], Find("out 5", "in 20", "out 30"));
    }

    [Fact]
    public void Find_RandomConversations_GivesTheWaitsOfTheWhole()
    {
        var found = 0;
        var step = Gen.Select(Gen.Int[0, 7], Gen.OneOf(Gen.Int[0, 30], Gen.Int[1430, 1450], Gen.Int[0, 4000], Gen.Int[10_000, 45_000]));
        Gen.Select(step.Array[1, 20], Gen.Int[0, 20], Gen.Int[0, 20]).Sample(
            (steps, cut, changed) =>
            {
                var (messages, closures) = Build(steps);
                if (messages.Count == 0)
                    return;
                var after = messages[Math.Min(cut, messages.Count - 1)].At;
                var newest = messages.Where(message => message.At > after).ToList();
                var newestClosures = closures.Where(closure => closure.ClosedAt > after).ToList();
                if (WaitStart.Find(newest, newestClosures, NoAnswerRules.Default, messages[Math.Min(changed, messages.Count - 1)].At) is not { } from)
                    return;

                found++;
                var whole = Waits.Of(messages, closures, NoAnswerRules.Default).All;
                var part = Waits.Of(from, newestClosures, NoAnswerRules.Default).All;
                var known = from.Select(message => message.MessageId).ToHashSet();
                Assert.Equal(whole.Where(wait => known.Contains(wait.MessageId)).Select(Ended), part.Select(Ended));
                Assert.Equal(whole.Where(wait => wait.End == WaitEnd.None), part.Where(wait => wait.End == WaitEnd.None));
                Assert.True(from[0].At < messages[Math.Min(changed, messages.Count - 1)].At);
            },
            iter: 5000,
            threads: 1);
        Assert.True(found > 500, $"{found} were found");
    }

    /// <summary>Whether an ended wait was the first of its episode is not known and not asked for.</summary>
    private static (string, DateTimeOffset, DateTimeOffset?, WaitEnd) Ended(Wait wait) => (wait.MessageId, wait.BeganAt, wait.EndedAt, wait.End);

    /// <summary>The ids of what is to be known, where the newest message has changed.</summary>
    private static IEnumerable<string>? Find(params string[] steps)
    {
        var messages = steps.Select((step, index) => Message(step.Split(' ')[0], int.Parse(step.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), index)).ToList();
        return WaitStart.Find(messages, [], NoAnswerRules.Default, messages[^1].At)?.Select(message => message.MessageId);
    }

    private static (List<ConversationMessage> Messages, List<WaitClosure> Closures) Build((int Kind, int Gap)[] steps)
    {
        string[] kinds = ["in", "in", "emoji", "thanks", "out", "out", "auto"];
        var messages = new List<ConversationMessage>();
        var closures = new List<WaitClosure>();
        var minute = 0;
        foreach (var (kind, gap) in steps)
        {
            minute += gap;
            if (kind == kinds.Length)
                closures.Add(new(1, "c", Begin.AddMinutes(minute)));
            else
                messages.Add(Message(kinds[kind], minute, messages.Count));
        }

        return (messages, closures);
    }

    private static ConversationMessage Message(string kind, int minute, int id) => new()
    {
        AccountId = 1,
        Conversation = "c",
        MessageId = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        At = Begin.AddMinutes(minute),
        Direction = kind is "out" or "auto" ? Direction.Outbound : Direction.Inbound,
        Automatic = kind == "auto",
        NoAnswer = kind switch { "emoji" => NoAnswerReason.Emoji, "thanks" => NoAnswerReason.Thanks, _ => NoAnswerReason.None },
        ObservedAt = Begin.AddDays(300),
    };
}
