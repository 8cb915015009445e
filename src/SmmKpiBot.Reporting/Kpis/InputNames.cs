using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What people call the inputs and parts of formulas.</summary>
public static class InputNames
{
    private static readonly Dictionary<string, Words> Names = new()
    {
        ["followers"] = new("підписники", "followers"),
        ["followers_at_start"] = new("підписники на початку", "followers at the start"),
        ["followers_at_end"] = new("підписники наприкінці", "followers at the end"),
        ["followers_at_publishing"] = new("підписники на час публікації", "followers at publishing"),
        ["net_followers"] = new("приріст підписників", "net new followers"),
        ["inside"] = new("у цільовій аудиторії", "in the target audience"),
        ["known"] = new("з відомою демографією", "with known demographics"),
        ["followers_reached"] = new("охоплені підписники", "followers reached"),
        ["social_sessions"] = new("візити із соцмереж", "social visits"),
        ["paid_social_sessions"] = new("візити з реклами в соцмережах", "visits from social ads"),
        ["sessions"] = new("усі візити", "all visits"),
        ["untagged_sessions"] = new("візити без назви кампанії", "visits without a campaign name"),
        ["engaged_sessions"] = new("зацікавлені візити", "engaged visits"),
        ["engaged_seconds"] = new("активні секунди", "engaged seconds"),
        ["page_views"] = new("перегляди сторінок", "page views"),
        ["converting_sessions"] = new("візити з конверсією", "visits with a conversion"),
        ["conversions"] = new("конверсії", "conversions"),
        ["revenue"] = new("дохід", "revenue"),
        ["posts"] = new("дописи", "posts"),
        ["posts_with_topic"] = new("дописи з рубрикою", "posts with a topic"),
        ["reach"] = new("охоплення", "reach"),
        ["views"] = new("перегляди", "views"),
        ["engagements"] = new("взаємодії", "engagements"),
        ["engagements_on_topic"] = new("взаємодії в рубриках під мету", "engagements on goal topics"),
        ["engagements_with_topic"] = new("взаємодії в дописах із рубрикою", "engagements of posts with a topic"),
        ["spend"] = new("витрати", "spend"),
        ["paid_followers"] = new("підписники з реклами", "followers from ads"),
        ["impressions"] = new("покази", "impressions"),
        ["clicks"] = new("кліки", "clicks"),
        ["waits"] = new("звернення", "waits"),
        ["answered"] = new("із відповіддю", "answered"),
        ["answered_in_time"] = new("із вчасною відповіддю", "answered in time"),
        ["resolved"] = new("вирішені", "resolved"),
        ["opened"] = new("нові", "opened"),
        ["open_at_start"] = new("невирішені на початку", "open at the start"),
        ["purchase"] = new("покупки", "purchases"),
        ["signup"] = new("підписки на розсилку", "sign-ups"),
        ["call_request"] = new("замовлення дзвінка", "call requests"),
        ["other"] = new("інші", "other"),
        ["gender"] = new("стать", "gender"),
        ["age"] = new("вік", "age"),
        ["gender|age"] = new("стать і вік", "gender and age"),
        ["country"] = new("країна", "country"),
        ["city"] = new("місто", "city"),
        ["language"] = new("мова", "language"),
    };

    /// <summary>An amount in the currency of the figure.</summary>
    public static bool IsMoney(string name) => name is "spend" or "revenue";

    /// <summary>The name people read; the input's own where none is known.</summary>
    public static Words Of(string name) => Names.TryGetValue(name, out var words) ? words : new(name.Replace('_', ' '), name.Replace('_', ' '));

    public static string Of(string name, Language language) => Of(name).In(language);
}
