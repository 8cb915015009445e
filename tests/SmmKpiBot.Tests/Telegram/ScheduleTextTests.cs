using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData(nameof(DigestFrequency.Weekly), DayOfWeek.Monday, "щотижня, понеділок, 09:00", "every week, Monday, 09:00")]
    [InlineData(nameof(DigestFrequency.Monthly), DayOfWeek.Monday, "щомісяця, перший понеділок, 09:00", "every month, the first Monday, 09:00")]
    [InlineData(nameof(DigestFrequency.Quarterly), DayOfWeek.Wednesday, "щокварталу, перша середа, 09:00", "every quarter, the first Wednesday, 09:00")]
    [InlineData(nameof(DigestFrequency.Off), DayOfWeek.Monday, "вимкнено", "off")]
    public void Of_AnySchedule_ReadsAsPeopleSayIt(string frequency, DayOfWeek day, string uk, string en)
    {
        var schedule = new DigestSchedule(Enum.Parse<DigestFrequency>(frequency), day, new TimeOnly(9, 0));

        Assert.Equal((uk, en), (ScheduleText.Of(schedule, Language.Uk), ScheduleText.Of(schedule, Language.En)));
    }
}
