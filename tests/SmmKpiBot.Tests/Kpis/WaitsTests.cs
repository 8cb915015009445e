using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class WaitsTests
{
    private static readonly DateTimeOffset Begin = FactSetBuilder.At("2026-11-02T08:00Z");

    [Fact]
    public void Of_RunOfInboundMessages_IsOneWaitFromTheFirst()
    {
        var waits = Of("in 0", "in 5", "in 9", "out 20");

        Assert.Equal(["0-20 answered first"], waits);
    }

    [Fact]
    public void Of_AutomaticReply_EndsNothingAndIsNoResponse()
    {
        Assert.Equal(["0-30 answered first"], Of("in 0", "auto 1", "out 30"));
        Assert.Equal([30], Responses("in 0", "auto 1", "out 30"));
    }

    [Fact]
    public void Of_ConversationThatBeginsOutbound_CountsFromTheFirstInbound()
    {
        Assert.Equal(["10-30 answered first"], Of("out 0", "in 10", "out 30"));
        Assert.Equal([30], Responses("out 0", "in 10", "out 30"));
    }

    [Fact]
    public void Of_EqualTimes_TakesInboundFirst()
    {
        Assert.Equal(["10-10 answered first"], Of("out 10", "in 10"));
    }

    [Fact]
    public void Of_NobodyAnswered_StaysOpen()
    {
        Assert.Equal(["0-open first"], Of("in 0", "in 4000"));
    }

    [Fact]
    public void Of_CustomerWhoWritesAgainAfter30DaysWithoutAnAnswer_WaitsAnew()
    {
        const int days30 = 30 * 24 * 60;

        Assert.Equal([$"0-{days30 + 5} answered first"], Of("in 0", $"in {days30 - 1}", $"out {days30 + 5}"));
        Assert.Equal(["0-open lapsed first", $"{days30}-{days30 + 5} answered first"], Of("in 0", "in 10", $"in {days30}", $"out {days30 + 5}"));
        Assert.Equal(["0-open lapsed first", $"{days30}-open first"], Of("in 0", $"in {days30}"));
        Assert.Equal([$"0-{days30 + 5} answered first"], Of("in 0", $"out {days30 + 5}"));
    }

    [Theory]
    [InlineData(1439, "1440-1450 answered", "0-1 answered first")] // one minute short of 24 h
    [InlineData(1440, "1441-1450 answered first", "0-1 answered first")]
    public void Of_GapBetweenMessages_BeginsANewEpisodeFromExactly24Hours(int gap, string second, string first)
    {
        Assert.Equal([first, second], Of("in 0", "out 1", $"in {1 + gap}", "out 1450"));
    }

    [Fact]
    public void Of_SecondWaitOfAnEpisode_IsNotTheFirst()
    {
        Assert.Equal(["0-5 answered first", "10-30 answered"], Of("in 0", "out 5", "in 10", "out 30"));
    }

    [Fact]
    public void Of_WaitOpenOverAGap_IsOneWaitAndTheNextOfTheNewEpisodeIsItsFirst()
    {
        Assert.Equal(["0-2005 answered first", "2010-2020 answered first"], Of("in 0", "in 2000", "out 2005", "in 2010", "out 2020"));
    }

    [Fact]
    public void Of_SeveralRepliesInAnEpisode_AreAllResponses()
    {
        Assert.Equal([5, 7, 2000], Responses("in 0", "out 5", "out 7", "in 1000", "out 2000", "out 4000"));
    }

    [Fact]
    public void Of_Closure_EndsTheWaitThatIsOpenThen()
    {
        Assert.Equal(["0-50 closed first", "60-70 answered"], Of("in 0", "close 50", "in 60", "out 70"));
        Assert.Equal(["0-20 answered first"], Of("in 0", "out 20", "close 20"));
        Assert.Equal(["0-0 closed first"], Of("in 0", "close 0"));
        Assert.Equal(["10-open first"], Of("close 5", "in 10"));
    }

    [Theory]
    [InlineData(NoAnswerReason.Emoji, true)]
    [InlineData(NoAnswerReason.Tags, true)]
    [InlineData(NoAnswerReason.None, false)]
    public void Of_MessageThatNeedsNoAnswer_BeginsNoWaitWhereTheRuleIsOn(NoAnswerReason reason, bool isSpared)
    {
        var message = Message("in", 0, "1") with { NoAnswer = reason };

        Assert.Equal(isSpared ? 0 : 1, Waits.Of([message], [], NoAnswerRules.Default).All.Count);
        Assert.Single(Waits.Of([message], [], NoAnswerRules.None).All);
    }

    [Fact]
    public void Of_Thanks_BeginNoWaitAfterAnAnswerOfTheSameEpisodeOnly()
    {
        var thanks = Message("in", 20, "3") with { NoAnswer = NoAnswerReason.Thanks };
        var lateThanks = thanks with { At = Begin.AddMinutes(10 + (24 * 60)) };
        ConversationMessage[] answered = [Message("in", 0, "1"), Message("out", 10, "2")];

        Assert.Equal(["0-10 answered first"], Waits.Of([.. answered, thanks], [], NoAnswerRules.Default).All.Select(Text));
        Assert.Equal(["0-10 answered first", "1450-open first"], Waits.Of([.. answered, lateThanks], [], NoAnswerRules.Default).All.Select(Text));
        Assert.Equal(["20-open first"], Waits.Of([thanks], [], NoAnswerRules.Default).All.Select(Text));
    }

    [Fact]
    public void Of_EmojiWhileAWaitIsOpen_LeavesItOpen()
    {
        var waits = Waits.Of([Message("in", 0, "1"), Message("in", 5, "2") with { NoAnswer = NoAnswerReason.Emoji }], [], NoAnswerRules.Default);

        Assert.Equal(["0-open first"], waits.All.Select(Text));
        Assert.Equal("1", Assert.Single(waits.All).MessageId);
    }

    [Fact]
    public void Of_ReactionOfTheBrand_ClosesAWaitWhereTheClientChoseSo()
    {
        ConversationMessage[] messages = [Message("in", 0, "1")];
        WaitClosure[] reaction = [new(1, "c", Begin.AddMinutes(7), ClosureReason.Reaction)];

        Assert.Equal(["0-open first"], Waits.Of(messages, reaction, NoAnswerRules.Default).All.Select(Text));
        Assert.Equal(["0-7 closed first"], Waits.Of(messages, reaction, NoAnswerRules.Default with { Reaction = true }).All.Select(Text));
    }

    [Fact]
    public void Of_NumericMessageIdsAtOneInstant_AreTakenAsNumbers()
    {
        var waits = Waits.Of([Message("in", 0, "10"), Message("in", 0, "9") with { Kind = MessageKind.Comment }], [], NoAnswerRules.Default);

        Assert.Equal(MessageKind.Comment, Assert.Single(waits.All).Kind);
    }

    [Fact]
    public void Of_RandomConversations_EqualsTheNaiveReadingInAnyOrder()
    {
        var step = Gen.Select(Gen.Int[0, 5], Gen.OneOf(Gen.Int[0, 30], Gen.Int[1430, 1450], Gen.Int[0, 4000], Gen.Int[10_000, 45_000]));
        var conversation = step.Array[0, 14];
        Gen.Select(conversation, conversation, Gen.Int).Sample(
            (one, other, seed) =>
            {
                var (messages, closures) = Build(one, "a");
                var (moreMessages, moreClosures) = Build(other, "b");
                var all = messages.Concat(moreMessages).ToArray();
                new Random(seed).Shuffle(all);

                var waits = Waits.Of(all, closures.Concat(moreClosures), NoAnswerRules.Default);

                Assert.Equal(Naive(messages, closures).Concat(Naive(moreMessages, moreClosures)).Order(), waits.All.Select(Text).Order());
            },
            iter: 2000,
            threads: 1);
    }

    private static List<string> Of(params string[] steps) => [.. Read(steps).All.Select(Text)];

    private static List<int> Responses(params string[] steps) => [.. Read(steps).Responses.Select(response => (int)(response.At - Begin).TotalMinutes).Order()];

    private static Waits Read(string[] steps)
    {
        var parsed = steps.Select((step, index) => (Kind: step.Split(' ')[0], Minute: int.Parse(step.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), Id: $"{index}")).ToList();
        return Waits.Of(
            parsed.Where(step => step.Kind != "close").Select(step => Message(step.Kind, step.Minute, step.Id)),
            parsed.Where(step => step.Kind == "close").Select(step => new WaitClosure(1, "c", Begin.AddMinutes(step.Minute))),
            NoAnswerRules.Default);
    }

    private static ConversationMessage Message(string kind, int minute, string id, string conversation = "c") => new()
    {
        AccountId = 1,
        Conversation = conversation,
        MessageId = id,
        At = Begin.AddMinutes(minute),
        Direction = kind == "in" ? Direction.Inbound : Direction.Outbound,
        Automatic = kind == "auto",
        ObservedAt = Begin.AddDays(30),
    };

    private static string Text(Wait wait) =>
        $"{Minute(wait.BeganAt)}-{(wait.EndedAt is { } end ? Minute(end) : "open")}{(wait.End == WaitEnd.None ? "" : $" {wait.End.ToString().ToLowerInvariant()}")}{(wait.FirstOfEpisode ? " first" : "")}";

    private static string Minute(DateTimeOffset at) => ((int)(at - Begin).TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static (List<ConversationMessage> Messages, List<WaitClosure> Closures) Build((int Kind, int Gap)[] steps, string conversation)
    {
        var messages = new List<ConversationMessage>();
        var closures = new List<WaitClosure>();
        var minute = 0;
        foreach (var (kind, gap) in steps)
        {
            minute += gap;
            if (kind == 5)
            {
                closures.Add(new(1, conversation, Begin.AddMinutes(minute)));
            }
            else
            {
                messages.Add(Message(kind <= 2 ? "in" : kind == 3 ? "out" : "auto", minute, $"{messages.Count}", conversation));
            }
        }

        return (messages, closures);
    }

    /// <summary>Word for word: for every inbound message, is a wait open? which event ends it? is there an earlier begin in its episode?</summary>
    private static List<string> Naive(List<ConversationMessage> messages, List<WaitClosure> closures)
    {
        var sorted = messages.OrderBy(message => message.At).ThenBy(message => message.Direction).ThenBy(message => int.Parse(message.MessageId, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var waits = new List<(int Index, int AnswerIndex, Wait Wait)>();
        for (var index = 0; index < sorted.Count; index++)
        {
            var message = sorted[index];
            var open = waits.FindIndex(wait => IsOpen(wait.Wait, wait.AnswerIndex, message, index));
            if (message.Direction != Direction.Inbound || (open >= 0 && message.At - waits[open].Wait.BeganAt < TimeSpan.FromDays(30)))
            {
                continue;
            }

            if (open >= 0)
            {
                waits[open] = waits[open] with { Wait = waits[open].Wait with { EndedAt = null, End = WaitEnd.Lapsed } };
            }

            var answer = sorted.FindIndex(index, later => later.Direction == Direction.Outbound && !later.Automatic);
            var closure = closures.Where(closure => closure.ClosedAt >= message.At).Select(closure => (DateTimeOffset?)closure.ClosedAt).Min();
            var closedFirst = closure is not null && (answer < 0 || closure < sorted[answer].At);
            waits.Add((index, answer, new()
            {
                AccountId = 1,
                Conversation = message.Conversation,
                Kind = message.Kind,
                MessageId = message.MessageId,
                BeganAt = message.At,
                EndedAt = closedFirst ? closure : answer < 0 ? null : sorted[answer].At,
                End = closedFirst ? WaitEnd.Closed : answer < 0 ? WaitEnd.None : WaitEnd.Answered,
                FirstOfEpisode = !waits.Exists(earlier => Episode(sorted, earlier.Index) == Episode(sorted, index)),
            }));
        }

        return [.. waits.Select(wait => Text(wait.Wait))];
    }

    private static bool IsOpen(Wait wait, int answerIndex, ConversationMessage message, int index) => wait.End switch
    {
        WaitEnd.None => true,
        WaitEnd.Lapsed => false,
        WaitEnd.Closed => wait.EndedAt >= message.At,
        _ => index < answerIndex,
    };

    private static int Episode(List<ConversationMessage> sorted, int index) =>
        Enumerable.Range(1, index).Count(later => sorted[later].At - sorted[later - 1].At >= TimeSpan.FromHours(24));
}
