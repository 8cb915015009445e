using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>A schedule in words: days and hours, never cron.</summary>
internal static class ScheduleText
{
    public static Words Frequency(DigestFrequency frequency) => frequency switch
    {
        DigestFrequency.Weekly => new Words("щотижня", "every week"),
        DigestFrequency.TwoWeekly => new Words("кожні 2 тижні", "every 2 weeks"),
        DigestFrequency.Monthly => new Words("щомісяця", "every month"),
        DigestFrequency.Quarterly => new Words("щокварталу", "every quarter"),
        _ => new Words("вимкнено", "off"),
    };

    public static string Of(DigestSchedule schedule, Language language)
    {
        var frequency = Frequency(schedule.Frequency).In(language);
        if (schedule.Frequency == DigestFrequency.Off)
        {
            return frequency;
        }

        var first = schedule.Frequency is DigestFrequency.Monthly or DigestFrequency.Quarterly ? First(schedule.Day).In(language) + " " : string.Empty;
        return $"{frequency}, {first}{DateText.Weekday(schedule.Day, language)}, {schedule.At:HH\\:mm}";
    }

    private static Words First(DayOfWeek day) => new(
        day is DayOfWeek.Wednesday or DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday ? "перша" : "перший",
        "the first");
}
