using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>What a chat hears of alerts, as timelines.</summary>
public class AlertStoriesTests
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    private static readonly QuietHours Nights = new(new(22, 0), new(8, 0), Kyiv);

    private static readonly WorkingHours Hours = HoursOf("mon-fri 09:00-18:00");

    private static readonly WorkingClock MondayToFriday = new(Hours, new HashSet<DateOnly>(), Kyiv);

    [Fact]
    public void Group_SeveralWithinAMinute_AreOneMessage_LaterOnesAQuarterOfAnHourAfter() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 10:00:40").Point("saves", 50)
        .At("11-03 10:02").Point("views", 50)
        .At("11-03 10:05").Point("clicks", 50)
        .Want("11-03 10:01", "11-03 10:01:01", "Alert: Fired reach, Fired saves")
        .Want("11-03 10:16", "11-03 10:16:01", "Alert: Fired views, Fired clicks")
        .Run("11-03 20:00");

    [Fact]
    public void Group_FiredAndResolvedWithinTheWait_SaysNothingAndStandsInTheDigest()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-03 10:00:30").Point("reach", 100)
            .Want("11-03 10:00", "11-04 10:00");

        story.Run("11-04 10:00");

        Assert.Equal(NoticeStage.Unnoticed, Assert.Single(story.Notices.Values).Stage);
    }

    [Fact]
    public void Resolved_AfterItWasTold_RepliesToTheMessageAndMarksItInIt()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50).Point("saves", 50)
            .At("11-03 12:00").Point("reach", 100)
            .At("11-03 13:00").Point("saves", 100)
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach, Fired saves")
            .Want("11-03 12:01", "11-03 12:02", "Recovery: Resolved reach (reply)")
            .Want("11-03 13:01", "11-03 13:02", "Recovery: Resolved saves (reply)");

        story.Run("11-05 10:00");

        Assert.Equal(["edited: Resolved reach None, Fired saves None", "edited: Resolved reach None, Resolved saves None"], story.Changes);
    }

    [Fact]
    public void Resolved_SoonAfterItWasTold_WaitsForTheGroup() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 10:03").Point("reach", 100)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-03 10:16", "11-03 10:17", "Recovery: Resolved reach (reply)")
        .Run("11-04 12:00");

    [Fact]
    public void Group_AllEndedAndTold_BeginsAnewWithAMinute() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 10:20").Point("reach", 100)
        .At("11-03 10:22").Point("reach", 50)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-03 10:21", "11-03 10:22", "Recovery: Resolved reach (reply)")
        .Want("11-03 10:23", "11-03 10:24", "Alert: Fired reach")
        .Run("11-03 20:00");

    [Fact]
    public void Outbox_Stuck_FiredAndResolvedBecomeOneLine()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Stuck().Point("reach", 50).Point("saves", 50)
            .At("11-03 10:30").Point("reach", 100)
            .At("11-03 10:40").Stuck(false)
            // The message of 10:01 never went out: it was taken back.
            .Want("11-03 10:30", "11-03 10:31", "Alert: CameAndWent reach, Fired saves")
            .At("11-03 11:30").Point("saves", 100)
            .Want("11-03 11:31", "11-03 11:32", "Recovery: Resolved saves (reply)");

        story.Run("11-03 20:00");

        Assert.Equal(["cancelled", "edited: CameAndWent reach None, Resolved saves None"], story.Changes);
    }

    [Fact]
    public void Outbox_Stuck_ARaisedSeverityTakesThePlaceOfWhatNobodyHeard()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Stuck().Point("reach", 50)
            .At("11-03 10:30").Severity("reach", AlertSeverity.Critical).Point("reach", 30)
            .At("11-03 10:40").Stuck(false)
            .Want("11-03 10:30", "11-03 10:31", "Alert: Fired reach");

        story.Run("11-04 10:00");

        Assert.Equal(["cancelled"], story.Changes);
    }

    /// <summary>A raised severity went with a firing that is over before anybody heard of either.</summary>
    [Fact]
    public void Outbox_Stuck_WhatElseTheTakenBackMessageWasToSay_IsStillSaid() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point(AlertMetrics.Token, 50)
        .At("11-03 12:00").Stuck().Severity(AlertMetrics.Token, AlertSeverity.Critical).Point(AlertMetrics.Token, 40).Point("reach", 50)
        .At("11-03 12:05").Point("reach", 100)
        .At("11-03 12:10").Stuck(false)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired source.token")
        .Want("11-03 12:05", "11-03 12:06", "Alert: Escalated source.token, CameAndWent reach")
        .Run("11-06 10:00");

    [Fact]
    public void Outbox_Stuck_EndsInATakenBackMorning_AreStillTold() => new AlertStory(Kyiv, Nights)
        .At("11-03 21:00").Point("told", 50)
        .At("11-03 23:00").Point("reach", 50)
        .At("11-04 04:00").Point("told", 100)
        .At("11-04 07:00").Stuck()
        .At("11-04 08:30").Point("reach", 100)
        .At("11-04 08:40").Stuck(false)
        .Want("11-03 21:01", "11-03 21:02", "Alert: Fired told")
        .Want("11-04 08:30", "11-04 08:31", "Morning: CameAndWent reach", "Recovery: Resolved told (reply)")
        .Run("11-04 20:00");

    [Fact]
    public void Outbox_RepeatInATakenBackMessage_IsStillSaid() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("saves", 50)
        .At("11-04 09:59").Stuck()
        .At("11-04 10:00:30").Point("reach", 50)
        .At("11-04 10:05").Point("reach", 100)
        .At("11-04 10:10").Stuck(false)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired saves")
        .Want("11-04 10:05", "11-04 10:06", "Alert: StillFiring saves, CameAndWent reach")
        .Want("11-05 10:05", "11-05 10:06", "Alert: StillFiring saves")
        .Run("11-05 20:00");

    /// <summary>A day in which nothing could be sent, or a chat that the bot was put out of and let in again.</summary>
    [Fact]
    public void Outbox_MessageThatNeverArrived_IsToldAnew() => new AlertStory(Kyiv)
        .At("11-03 10:00").Stuck().Point("reach", 50)
        .At("11-04 10:02").Lost()
        .At("11-04 10:02:30").Stuck(false)
        .Want("11-04 10:03", "11-04 10:04", "Alert: Fired reach")
        .Run("11-05 10:00");

    [Fact]
    public void Outbox_RaisedSeverityThatNeverArrived_IsToldAnew() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 11:00").Stuck().Severity("reach", AlertSeverity.Critical).Point("reach", 40)
        .At("11-03 13:00").Lost()
        .At("11-03 13:01").Stuck(false)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-03 13:00", "11-03 13:01", "Alert: Escalated reach")
        .Run("11-04 10:00");

    /// <summary>Telegram would refuse it again.</summary>
    [Fact]
    public void Outbox_MessageThatTelegramRefused_IsNotToldAnew() => new AlertStory(Kyiv)
        .At("11-03 10:00").Stuck().Point("reach", 50)
        .At("11-03 10:02").Lost(NoticeDelivery.Refused).Stuck(false)
        .Want("11-04 10:01", "11-04 10:02", "Alert: StillFiring reach")
        .Run("11-05 10:00");

    [Fact]
    public void Repeats_OncePerDay_ThreeTimes_ThenOnlyTheDigest() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-04 10:01", "11-04 10:02", "Alert: StillFiring reach")
        .Want("11-05 10:01", "11-05 10:02", "Alert: StillFiring reach")
        .Want("11-06 10:01", "11-06 10:02", "Alert: StillFiring for the last time reach")
        .Run("11-20 00:00");

    /// <summary>14, 7 and 1 days before the end: the next step is the reminder.</summary>
    [Fact]
    public void Token_EachStepTowardsItsEnd_IsToldOnce() => new AlertStory(Kyiv)
        .At("11-03 10:00").Severity(AlertMetrics.Token, AlertSeverity.Info).Point(AlertMetrics.Token, 60)
        .At("11-10 10:00").Severity(AlertMetrics.Token, AlertSeverity.Warning).Point(AlertMetrics.Token, 50)
        .At("11-16 10:00").Severity(AlertMetrics.Token, AlertSeverity.Critical).Point(AlertMetrics.Token, 40)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired source.token")
        .Want("11-10 10:00", "11-10 10:01", "Alert: Escalated source.token")
        .Want("11-16 10:00", "11-16 10:01", "Alert: Escalated source.token")
        .Run("11-30 00:00");

    [Fact]
    public void Ack_StopsRepeatsUntilItEnds_AndShowsInTheMessage()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-03 11:00").Ack("reach", until: "11-05 18:00")
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
            .Want("11-05 18:00", "11-05 18:01", "Alert: StillFiring reach")
            .Want("11-06 18:00", "11-06 18:01", "Alert: StillFiring reach")
            .Want("11-07 18:00", "11-07 18:01", "Alert: StillFiring for the last time reach");

        story.Run("11-20 00:00");

        Assert.Equal(["edited: Fired reach Acked"], story.Changes);
    }

    [Fact]
    public void SeverityRaised_BreaksTheAckAndIsToldAtOnce()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-03 10:05").Ack("reach")
            .At("11-03 10:06").Severity("reach", AlertSeverity.Critical).Point("reach", 30)
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
            .Want("11-03 10:06", "11-03 10:07", "Alert: Escalated reach");

        story.Run("11-03 20:00");

        Assert.Contains("HumanCleared SeverityRaised reach", story.History);
    }

    [Fact]
    public void Snooze_HidesUntilItEnds_ThenSaysOnceThatItStillFires() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 10:30").Snooze("reach", until: "11-05 09:00")
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-05 09:00", "11-05 09:01", "Alert: StillFiring reach")
        .Want("11-06 09:00", "11-06 09:01", "Alert: StillFiring reach")
        .Run("11-06 12:00");

    [Fact]
    public void Snooze_ResolvedMeanwhile_SaysOnlyThat() => new AlertStory(Kyiv)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 10:30").Snooze("reach", until: "11-05 09:00")
        .At("11-04 10:30").Point("reach", 100)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
        .Want("11-04 10:31", "11-04 10:32", "Recovery: Resolved reach (reply)")
        .Run("11-06 12:00");

    [Fact]
    public void Silence_KeepsItFromBeingTold_AndTellsWhatStillFiresAtItsEnd() => new AlertStory(Kyiv)
        .At("11-03 09:00").Silence("reach", until: "11-03 18:00")
        .At("11-03 10:00").Point("reach", 50).Point("saves", 50)
        .Want("11-03 10:01", "11-03 10:02", "Alert: Fired saves")
        .Want("11-03 18:01", "11-03 18:02", "Alert: Fired reach")
        .Run("11-03 20:00");

    [Fact]
    public void AccountFails_ItsFiguresAreNotToldUntilItWorksAgain() => new AlertStory(Kyiv)
        .At("11-03 09:00").Point(AlertMetrics.Error, 50)
        .At("11-03 10:00").Point("reach", 50)
        .At("11-03 15:00").Point(AlertMetrics.Error, 100)
        .Want("11-03 09:01", "11-03 09:02", $"Alert: Fired {AlertMetrics.Error}")
        .Want("11-03 15:01", "11-03 15:01:01", $"Recovery: Resolved {AlertMetrics.Error} (reply)", "Alert: Fired reach")
        .Run("11-03 20:00");

    /// <summary>The week that ends on a Friday is known on Saturday, and breaches for the second time on Sunday: nobody is at work then.</summary>
    [Fact]
    public void SlowAnswers_OnAClosedSunday_WaitForTheNextOpening_OtherFiguresDoNot() => new AlertStory(Kyiv, Nights) { Clock = MondayToFriday }
        .At("11-08 00:00").Point("answers", 50)
        .At("11-08 12:00").Point("reach", 50)
        .Want("11-08 12:01", "11-08 12:02", "Alert: Fired reach")
        .Want("11-09 09:00", "11-09 09:00:01", "Morning: Fired answers")
        .Run("11-09 12:00");

    [Fact]
    public void SlowAnswers_WellAgainBeforeAnybodyIsBack_BecomeOneLineThen() => new AlertStory(Kyiv) { Clock = MondayToFriday }
        .At("11-06 16:00").Point("answers", 50)
        .At("11-07 00:00").Point("answers", 100)
        .Want("11-06 16:01", "11-06 16:02", "Alert: Fired answers")
        .Want("11-09 09:00", "11-09 09:00:01", "Morning: Resolved answers")
        .Run("11-09 12:00");

    /// <summary>Monday and Tuesday are a pause of the client's.</summary>
    [Fact]
    public void SlowAnswers_InAPause_WaitUntilItIsOver() => new AlertStory(Kyiv) { Clock = new(Hours, new HashSet<DateOnly> { new(2026, 11, 9), new(2026, 11, 10) }, Kyiv) }
        .At("11-08 00:00").Point("answers", 50)
        .Want("11-11 09:00", "11-11 09:00:01", "Morning: Fired answers")
        .Run("11-11 12:00");

    /// <summary>A bar, and a team that is left in peace all the time it is open: there is no hour at which both are awake, and the team's rest counts.</summary>
    [Theory]
    [InlineData("11-03 12:00", "11-03 12:01", "Alert: Fired answers")]
    [InlineData("11-03 22:00", "11-04 08:00", "Morning: Fired answers")]
    public void SlowAnswers_OfAClientOpenOnlyInTheChatsQuietHours_WaitForTheEndOfTheseAlone(string fires, string told, string message) =>
        new AlertStory(Kyiv, new(new(21, 0), new(8, 0), Kyiv)) { Clock = Open("mon-sun 21:00-24:00", Kyiv) }
            .At(fires).Point("answers", 50)
            .Want(told, told + ":01", message)
            .Run("11-04 12:00");

    /// <summary>Sydney's day is the team's night until the clocks change in March: nobody waits so long.</summary>
    [Fact]
    public void SlowAnswers_WhereBothAreAwakeNoSoonerThanNextSpring_AreToldInTheMorning() =>
        new AlertStory(Kyiv, new(new(21, 0), new(8, 0), Kyiv)) { Clock = Open("mon-fri 09:00-17:00", TimeZoneInfo.FindSystemTimeZoneById("Australia/Sydney")) }
            .At("11-03 02:00").Point("answers", 50)
            .Want("11-03 08:00", "11-03 08:00:01", "Morning: Fired answers")
            .Run("11-04 07:00");

    [Fact]
    public void SlowAnswers_ThatAreUrgent_AreToldAtOnce() => new AlertStory(Kyiv, Nights) { Clock = MondayToFriday }
        .At("11-08 00:00").Severity("answers", AlertSeverity.Critical).Point("answers", 50)
        .Want("11-08 00:01", "11-08 00:02", "Alert: Fired answers")
        .Run("11-08 12:00");

    [Fact]
    public void QuietHours_HoldWhatIsNotCritical_ForOneMessageInTheMorning() => new AlertStory(Kyiv, Nights)
        .At("11-03 21:00").Point("told", 50)
        .At("11-03 21:59:30").Point("late", 50)
        .At("11-03 23:00").Point("reach", 50)
        .At("11-04 01:00").Severity("fire", AlertSeverity.Critical).Point("fire", 50)
        .At("11-04 02:00").Point("saves", 50)
        .At("11-04 03:00").Point("saves", 100)
        .At("11-04 04:00").Point("told", 100)
        .Want("11-03 21:01", "11-03 21:02", "Alert: Fired told")
        .Want("11-04 01:01", "11-04 01:02", "Alert: Fired fire")
        .Want("11-04 08:00", "11-04 08:01", "Morning: Resolved told, Fired late, Fired reach, CameAndWent saves")
        .Run("11-04 20:00");

    [Theory]
    [InlineData("silenced")]
    [InlineData("snoozed")]
    public void QuietHours_HeldAndThenPutOff_ItsEndIsToldAsLittle(string how)
    {
        var story = new AlertStory(Kyiv, Nights)
            .At("11-03 22:00").Point("reach", 50)
            .At("11-03 22:30");
        _ = how == "silenced" ? story.Silence("reach", until: "12-03 22:30") : story.Snooze("reach", until: "11-05 09:00");
        story.At("11-04 03:00").Point("reach", 100).Run("11-04 20:00");

        Assert.Equal(NoticeStage.Unnoticed, Assert.Single(story.Notices.Values).Stage);
    }

    /// <summary>The third episode of a day, and a fourth one, both in the quiet hours.</summary>
    [Fact]
    public void QuietHours_HeldEpisodeWithWhichItBeginsToFlap_IsSaidToAndTheNextIsNot() => new AlertStory(Kyiv, Nights)
        .At("11-03 12:00").Point("reach", 50)
        .At("11-03 13:00").Point("reach", 100)
        .At("11-03 14:00").Point("reach", 50)
        .At("11-03 15:00").Point("reach", 100)
        .At("11-03 22:00").Point("reach", 50)
        .At("11-03 23:00").Point("reach", 100)
        .At("11-04 01:00").Point("reach", 50)
        .At("11-04 02:00").Point("reach", 100)
        .Want("11-03 12:01", "11-03 12:02", "Alert: Fired reach")
        .Want("11-03 13:01", "11-03 13:02", "Recovery: Resolved reach (reply)")
        .Want("11-03 14:01", "11-03 14:02", "Alert: Fired reach")
        .Want("11-03 15:01", "11-03 15:02", "Recovery: Resolved reach (reply)")
        .Want("11-04 08:00", "11-04 08:01", "Morning: Flapping reach")
        .Run("11-04 20:00");

    [Fact]
    public void Morning_OneOfItsAlertsIsTaken_IsWrittenAnewWithEveryLine()
    {
        var story = new AlertStory(Kyiv, Nights)
            .At("11-03 21:00").Point("told", 50)
            .At("11-03 21:59:30").Point("late", 50)
            .At("11-03 23:00").Point("reach", 50)
            .At("11-04 02:00").Point("saves", 50)
            .At("11-04 03:00").Point("saves", 100)
            .At("11-04 04:00").Point("told", 100)
            .At("11-04 09:00").Ack("late");

        story.RunAnything("11-04 20:00");

        Assert.Equal(["edited: Resolved told None", "edited Morning: Resolved told None, Fired late Acked, Fired reach None, CameAndWent saves None"], story.Changes);
    }

    /// <summary>25 October 2026: 03:00–04:00 comes twice in Kyiv. 29 March 2026: it does not come at all.</summary>
    [Theory]
    [InlineData("10-24 23:30", "10-25 03:30", "10-25 03:31")]
    [InlineData("03-28 23:30", "03-29 04:00", "03-29 04:01")]
    public void QuietHours_NightOfTheClockChange_EndOnce(string fires, string from, string to) =>
        new AlertStory(Kyiv, new(new(22, 0), new(3, 30), Kyiv))
            .At(fires).Point("reach", 50)
            .Want(from, to, "Morning: Fired reach")
            .Run(to[..6] + "20:00");

    [Theory]
    [InlineData("2026-10-24T19:00Z", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T00:29Z", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T01:10Z", null)]
    [InlineData("2026-03-28T20:00Z", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T00:59Z", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T01:00Z", null)]
    [InlineData("2026-11-03T19:59Z", null)]
    [InlineData("2026-11-03T20:00Z", "2026-11-04T01:30Z")]
    public void QuietHours_EndOf_IsAnInstant(string at, string? end)
    {
        var quiet = new QuietHours(new(22, 0), new(3, 30), Kyiv);

        Assert.Equal(end is null ? null : Kpis.FactSetBuilder.At(end), quiet.EndOf(Kpis.FactSetBuilder.At(at)));
    }

    [Fact]
    public void Flapping_ThirdEpisodeOfADay_IsSaidOnceAndThenOnlyInTheDigest()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 08:00").Point("reach", 50)
            .At("11-03 09:00").Point("reach", 100)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-03 11:00").Point("reach", 100)
            .At("11-03 12:00").Point("reach", 50)
            .At("11-03 13:00").Point("reach", 100)
            .At("11-03 20:00").Point("reach", 50)
            .At("11-03 21:00").Point("reach", 100)
            .At("11-04 20:30").Point("reach", 50)
            .Want("11-03 08:01", "11-03 08:02", "Alert: Fired reach")
            .Want("11-03 09:01", "11-03 09:02", "Recovery: Resolved reach (reply)")
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
            .Want("11-03 11:01", "11-03 11:02", "Recovery: Resolved reach (reply)")
            .Want("11-03 12:01", "11-03 12:02", "Alert: Flapping reach")
            // Quiet for 24 hours after its last firing: what still fires is told as usual again.
            .Want("11-05 20:31", "11-05 20:32", "Alert: Fired reach");

        story.Run("11-05 23:00");

        Assert.Single(story.History, line => line == "Flapping Breach reach");
    }

    [Fact]
    public void Restatement_UndoesAFiredAlert_AndSaysBothNumbers()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-04 12:00").Restated("reach", 50, 95)
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
            .Want("11-04 10:01", "11-04 10:02", "Alert: StillFiring reach")
            .Want("11-04 12:01", "11-04 12:02", "Recovery: Resolved reach (reply)");

        story.Run("11-06 10:00");

        Assert.Equal(["Fired Breach reach", "Resolved Revised reach"], story.History);
    }

    [Fact]
    public void NoData_SevenDays_ClosesAndNeverCallsItRecovered()
    {
        var story = new AlertStory(Kyiv)
            .At("11-03 10:00").Point("reach", 50)
            .At("11-03 10:05").Ack("reach")
            .At("11-04 10:00").NoData("reach")
            .At("11-11 09:59").NoData("reach")
            .At("11-11 10:00").NoData("reach")
            .Want("11-03 10:01", "11-03 10:02", "Alert: Fired reach")
            .Want("11-11 10:01", "11-11 10:02", "Recovery: Closed reach (reply)");

        story.Run("11-12 10:00");

        Assert.Equal(["Fired Breach reach", "Acked ByPerson reach", "DataMissing NoData reach", "Closed NoData reach"], story.History);
    }

    [Fact]
    public void Message_MoreThanTen_ShowsTheWorstTenAndHowManyMore()
    {
        var items = Enumerable.Range(0, 47).Select(index => new NoticeItem(NoticeItemKind.Fired, null!)).ToList();

        Assert.Equal((10, 37), (NoticeMessage.Shown, new NoticeMessage { Key = "k", Kind = NoticeMessageKind.Alert, Items = items }.More));
    }

    private static WorkingHours HoursOf(string hours) => ClientKeys.Apply(new FactSetBuilder().Client, [KeyValuePair.Create("hours", hours)]).Hours!;

    private static WorkingClock Open(string hours, TimeZoneInfo zone) => new(HoursOf(hours), new HashSet<DateOnly>(), zone);
}
