namespace SmmKpiBot.Sources.Import.Cells;

/// <summary>Names of months in English, Ukrainian and Russian, as interfaces write them in dates: nominative, genitive, short.</summary>
internal static class MonthNames
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Weekdays = new(StringComparer.OrdinalIgnoreCase)
    {
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "пн", "вт", "ср", "чт", "пт", "сб", "нд", "вс",
    };

    static MonthNames()
    {
        string[] names =
        [
            "january jan січень січня січ январь января янв",
            "february feb лютий лютого лют февраль февраля фев февр",
            "march mar березень березня бер март марта мар",
            "april apr квітень квітня кві квіт апрель апреля апр",
            "may травень травня трав тра май мая",
            "june jun червень червня черв чер июнь июня июн",
            "july jul липень липня лип июль июля июл",
            "august aug серпень серпня серп сер август августа авг",
            "september sep sept вересень вересня вер вересн сентябрь сентября сен сент",
            "october oct жовтень жовтня жовт жов октябрь октября окт",
            "november nov листопад листопада лист лис ноябрь ноября ноя нояб",
            "december dec грудень грудня груд гру декабрь декабря дек",
        ];
        for (var month = 1; month <= names.Length; month++)
        {
            foreach (var name in names[month - 1].Split(' '))
                Numbers.Add(name, month);
        }
    }

    public static int? Find(ReadOnlySpan<char> name) => Numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var month) ? month : null;

    public static bool IsWeekday(ReadOnlySpan<char> name) => Weekdays.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
