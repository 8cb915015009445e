using CsCheck;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Schedule;

public sealed class DigestDecisionTests
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");
    private static readonly TimeSpan Grace = TimeSpan.FromHours(6);
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Open_OneThatWasDecided_IsNotOpen()
    {
        var subscription = Weekly(Monday.AddDays(-10));

        var open = DigestDecision.Open(subscription, Monday.AddMinutes(1), due => due.Period.To == new DateOnly(2026, 11, 22));

        Assert.Equal(new DateOnly(2026, 11, 15), Assert.Single(open).Period.To);
    }

    [Fact]
    public void Open_DueBeforeTheSubscriptionBegan_IsNotOwed() => Assert.Empty(DigestDecision.Open(Weekly(Monday.AddMinutes(1)), Monday.AddHours(2), _ => false));

    [Theory]
    [InlineData(0, false, nameof(DigestOutcome.Sent))]
    [InlineData(10, false, nameof(DigestOutcome.Sent))]
    [InlineData(11, true, nameof(DigestOutcome.Sent))]
    [InlineData(360, true, nameof(DigestOutcome.Sent))]
    [InlineData(361, true, nameof(DigestOutcome.Skipped))]
    public void IsLate_Outcome_ByMinutesAfterTheHour(int minutes, bool late, string outcome)
    {
        var due = DigestCalendar.Next(DigestSchedule.WeeklyDefault, Kyiv, Monday.AddHours(-1))!;

        Assert.Equal(late, DigestDecision.IsLate(due, Monday.AddMinutes(minutes)));
        Assert.Equal(outcome, DigestDecision.Outcome(due, Monday.AddMinutes(minutes), Grace, restoredAt: null).ToString());
    }

    [Theory]
    [InlineData(-1, nameof(DigestOutcome.Sent))]
    [InlineData(0, nameof(DigestOutcome.BeforeRestore))]
    [InlineData(60, nameof(DigestOutcome.BeforeRestore))]
    public void Outcome_RestoredMinutesAfterTheHour_IsNotSentWhenItMayHaveBeen(int minutes, string outcome)
    {
        var due = DigestCalendar.Next(DigestSchedule.WeeklyDefault, Kyiv, Monday.AddHours(-1))!;

        Assert.Equal(outcome, DigestDecision.Outcome(due, Monday.AddHours(2), Grace, Monday.AddMinutes(minutes)).ToString());
    }

    [Theory]
    [InlineData(-25, false)]
    [InlineData(-24, true)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void ToWarnOf_IsTheOneWithinADay(int hours, bool warns) =>
        Assert.Equal(warns, DigestDecision.ToWarnOf(Weekly(Monday.AddDays(-30)), Monday.AddHours(hours)) is not null);

    [Fact]
    public void Open_TenThousandRestarts_DecideEveryPeriodExactlyOnce()
    {
        var restarts = Gen.Int[0, 60 * 24 * 3].List[10_000];
        var schedule = Gen.Select(Gen.Enum<DayOfWeek>(), Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[1, 4].Select(number => (DigestFrequency)number));
        Gen.Select(restarts, schedule).Sample(
            (gaps, chosen) =>
            {
                var (day, hour, minute, frequency) = chosen;
                var subscription = Weekly(Monday) with { Chat = Chat(new(frequency, day, new(hour, minute))) };
                var now = Monday;
                Dictionary<DateOnly, int> sent = [];
                HashSet<DateOnly> skipped = [];
                foreach (var gap in gaps)
                {
                    now = now.AddMinutes(gap);
                    foreach (var due in DigestDecision.Open(subscription, now, due => sent.ContainsKey(due.Period.From) || skipped.Contains(due.Period.From)).ToList())
                    {
                        if (DigestDecision.Outcome(due, now, Grace, restoredAt: null) == DigestOutcome.Skipped)
                        {
                            skipped.Add(due.Period.From);
                        }
                        else
                        {
                            sent[due.Period.From] = sent.GetValueOrDefault(due.Period.From) + 1;
                        }
                    }
                }

                var all = DigestCalendar.Due(subscription.Schedule, Kyiv, Monday, now).Select(due => due.Period.From).ToHashSet();
                return sent.Values.All(count => count == 1) && !sent.Keys.Any(skipped.Contains) && all.SetEquals(sent.Keys.Concat(skipped));
            },
            iter: 5,
            threads: 1);
    }

    private static DigestSubscription Weekly(DateTimeOffset since) =>
        new(Chat(DigestSchedule.WeeklyDefault), new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = Kyiv }, since);

    private static BoundChat Chat(DigestSchedule schedule) => new() { Id = 1, ChatId = 100, Purpose = ChatPurpose.Client, Language = Language.Uk, ClientIds = [1], Schedule = schedule };
}
