using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Kpis;

public class FeedbackKpisTests
{
    private const string Inbox = "chatwoot/inbox";

    [Fact]
    public void ResponseTimes_WaitOverTwoPeriods_CountsWhereItEnds()
    {
        var builder = Covered().In(Inbox, "a", "2026-11-01T20:00Z").Out(Inbox, "a", "2026-11-02T20:00Z");

        Assert.Equal((86_400m, null), (builder["feedback.response_median"].Value, builder["feedback.response_median"].Previous));
        Assert.Equal((null, 1m), (builder["feedback.response_rate"].Value, builder["feedback.response_rate"].Previous));
        Assert.Equal((0m, 1m), (builder["feedback.waiting"].Value, builder["feedback.waiting"].Previous));
    }

    [Fact]
    public void ResponseTimes_EvenCount_MedianIsTheMeanOfTheMiddleTwo()
    {
        var builder = Answered(10, 20, 40, 100);

        Assert.Equal(30m * 60, builder["feedback.response_median"].Value);
        Assert.Equal(42.5m * 60, builder["feedback.response_average"].Value);
        Assert.Null(builder["feedback.response_p90"].Value);
        Assert.Contains("4", Assert.Single(builder["feedback.response_p90"].Notes).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(9, 9)]
    [InlineData(10, 9)]
    [InlineData(11, 10)]
    [InlineData(20, 18)]
    [InlineData(21, 19)]
    public void P90_AnyCount_IsTheNearestRank(int waits, int rank)
    {
        Assert.Equal(rank * 60m, Answered([.. Enumerable.Range(1, waits).Reverse()])["feedback.response_p90"].Value);
    }

    [Fact]
    public void FirstResponse_SeveralWaitsOfAnEpisode_TakesTheFirst()
    {
        var builder = Covered()
            .In(Inbox, "a", "2026-11-03T10:00Z").Out(Inbox, "a", "2026-11-03T10:10Z").In(Inbox, "a", "2026-11-03T12:00Z", "3").Out(Inbox, "a", "2026-11-03T13:00Z", "4");

        Assert.Equal((600m, 2100m), (builder["feedback.first_response_median"].Value, builder["feedback.response_average"].Value));
    }

    [Fact]
    public void WorkingTimes_NoHours_AreNoneAndSayWhichKey()
    {
        var builder = Answered(10);
        builder.Client = builder.Client with { Hours = null };

        Assert.Null(builder["feedback.working_median"].Value);
        Assert.Contains("hours", Assert.Single(builder["feedback.working_median"].Notes).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-04T10:00Z", 1)] // exactly 24 h
    [InlineData("2026-11-04T10:01Z", 0)]
    public void ResponseRate_AnswerAround24Hours_CountsUpToExactly24(string answeredAt, int expected)
    {
        Assert.Equal(expected, Covered().In(Inbox, "a", "2026-11-03T10:00Z").Out(Inbox, "a", answeredAt)["feedback.response_rate"].Value);
    }

    [Fact]
    public void ResponseRate_WaitsTooYoungOrClosed_AreLeftOut()
    {
        var builder = Covered().In(Inbox, "a", "2026-11-03T10:00Z").Closed(Inbox, "a", "2026-11-05T10:00Z")
            .In(Inbox, "b", "2026-11-15T20:00Z").Out(Inbox, "b", "2026-11-15T20:05Z").In(Inbox, "c", "2026-11-03T10:00Z");
        builder.AsOf = At("2026-11-16T19:59Z");

        Assert.Equal((0m, 1L), (builder["feedback.response_rate"].Value, builder["feedback.response_rate"].Events));

        builder.AsOf = At("2026-11-16T20:00Z");

        Assert.Equal((0.5m, 2L), (builder["feedback.response_rate"].Value, builder["feedback.response_rate"].Events));
    }

    [Fact]
    public void SlaRate_DueInThePeriod_CountsByTheWorkingClockAndTheKind()
    {
        var builder = Covered();
        builder.Client = builder.Client with { Hours = WorkingClockTests.Weekdays(9, 17), AnswerTargets = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)) };
        builder
            .In(Inbox, "due before", "2026-10-30T14:30Z") // due Friday 17:00 exactly, in the earlier period
            .In(Inbox, "due Monday", "2026-10-31T10:00Z").Out(Inbox, "due Monday", "2026-11-02T07:30Z") // exactly in time
            .In(Inbox, "late", "2026-11-03T10:00Z").Out(Inbox, "late", "2026-11-03T10:31Z")
            .In(Inbox, "comment", "2026-11-03T10:00Z", kind: MessageKind.Comment).Out(Inbox, "comment", "2026-11-03T11:59Z")
            .In(Inbox, "closed", "2026-11-03T10:00Z").Closed(Inbox, "closed", "2026-11-03T15:00Z");

        var kpi = builder["feedback.sla_rate"];

        Assert.Equal((2m / 3, 0m), (kpi.Value, kpi.Previous));
        Assert.Equal(3, kpi.Events);
    }

    [Fact]
    public void SlaRate_NoTarget_IsNoneAndSaysWhichKey()
    {
        Assert.Contains("answer-target", Assert.Single(Answered(1)["feedback.sla_rate"].Notes).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-10-16T21:00Z", 1)] // 17 October 00:00 in Kyiv: 30 days up to 15 November
    [InlineData("2026-10-16T20:59Z", 0)]
    [InlineData("2026-11-15T21:59Z", 1)]
    [InlineData("2026-11-15T22:00Z", 0)]
    public void Waiting_OpenAtTheEnd_CountsThoseOfTheLast30Days(string beganAt, int expected)
    {
        Assert.Equal(expected, Covered().In(Inbox, "a", beganAt)["feedback.waiting"].Value);
    }

    [Fact]
    public void Waiting_AnsweredAfterTheEnd_WasWaitingThen()
    {
        Assert.Equal(1m, Covered().In(Inbox, "a", "2026-11-15T10:00Z").Out(Inbox, "a", "2026-11-16T10:00Z")["feedback.waiting"].Value);
    }

    /// <summary>One unanswered wait, one answered: of the first nobody knows what became of it after its account was disconnected.</summary>
    [Theory]
    [InlineData("2026-11-03T12:00Z", 1.0, 1, 0)]
    [InlineData("2026-11-04T10:00Z", 0.5, 2, 0)] // exactly 24 h
    [InlineData("2026-11-15T22:00Z", 0.5, 2, 1)] // the end of the period
    [InlineData(null, 0.5, 2, 1)]
    public void Feedback_OfAnAccountThatWasDisconnected_CountsWhatIsKnown(string? at, double rate, long judged, int waiting)
    {
        var builder = Covered().In(Inbox, "a", "2026-11-03T10:00Z").In(Inbox, "b", "2026-11-03T10:00Z").Out(Inbox, "b", "2026-11-03T11:00Z");
        if (at is not null)
            builder.Disconnected(Inbox, at);

        Assert.Equal(((decimal)rate, judged), (builder["feedback.response_rate"].Value, builder["feedback.response_rate"].Events));
        Assert.Equal(waiting, builder["feedback.waiting"].Value);
    }

    [Fact]
    public void Feedback_CoveredAndQuiet_IsZeroWaitingAndNoTimes()
    {
        var report = Covered().Report();

        Assert.Equal((0m, 0m, null, null), (report["feedback.waiting"].Value, report["feedback.responses"].Value, report["feedback.response_median"].Value, report["feedback.response_rate"].Value));
    }

    [Fact]
    public void Feedback_InboxNotReadInThesePeriods_IsUnknown()
    {
        var report = new FactSetBuilder().Gives(Inbox, FactKind.Messages).Gives(Inbox, FactKind.Conflicts).Report();

        Assert.Null(report["feedback.waiting"].Value);
        Assert.Null(report["feedback.responses"].Value);
        Assert.Null(report["conflicts.open"].Value);
        Assert.Equal(0m, report["feedback.waiting"].Coverage);
    }

    [Fact]
    public void Conflicts_CoveredWithoutAny_AreZero()
    {
        var report = new FactSetBuilder().Covers(Inbox, FactKind.Conflicts, "10-19", "11-15").Report();

        Assert.Equal((0m, 0m, 0m, null), (report["conflicts.opened"].Value, report["conflicts.resolved"].Value, report["conflicts.open"].Value, report["conflicts.resolved_rate"].Value));
    }

    [Fact]
    public void Conflicts_OpenedLongBefore_CountAsOpenAtTheStartAndWhenResolved()
    {
        var report = new FactSetBuilder().Covers(Inbox, FactKind.Conflicts, "10-19", "11-15")
            .Conflict(Inbox, "old", "2026-03-01T10:00Z", "2026-11-05T10:00Z").Conflict(Inbox, "older", "2026-02-01T10:00Z", null)
            .Conflict(Inbox, "new", "2026-11-03T10:00Z", "2026-11-03T12:00Z").Conflict(Inbox, "gone", "2026-10-01T10:00Z", "2026-10-02T10:00Z").Report();

        Assert.Equal((1m, 2m, 1m), (report["conflicts.opened"].Value, report["conflicts.resolved"].Value, report["conflicts.open"].Value));
        Assert.Equal(2m / 3, report["conflicts.resolved_rate"].Value);
        Assert.Equal((249m * 86_400 + 7200) / 2, report["conflicts.resolution_median"].Value);
    }

    private static FactSetBuilder Covered() => new FactSetBuilder().Covers(Inbox, FactKind.Messages, "10-19", "11-15");

    private static FactSetBuilder Answered(params int[] minutes)
    {
        var builder = Covered();
        for (var index = 0; index < minutes.Length; index++)
        {
            var begin = At("2026-11-03T08:00Z");
            builder.In(Inbox, $"c{index}", begin.ToString("O")).Out(Inbox, $"c{index}", begin.AddMinutes(minutes[index]).ToString("O"));
        }

        return builder;
    }
}
