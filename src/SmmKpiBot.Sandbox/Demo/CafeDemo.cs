namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A bilingual café that wants a community: kittens do well, the menu does not, Instagram fell silent on Tuesday, ads are paid in euros too.</summary>
internal static class CafeDemo
{
    public static DemoClient Create(DemoCalendar calendar)
    {
        Campaign[] campaigns = [new("opening", calendar.DaysAgo(150), calendar.DaysAgo(130), 1.6)];
        return new DemoClient("zerno", "Кав’ярня «Зерно»", Keys(), [Instagram(calendar, campaigns), Facebook(calendar, campaigns), Telegram(calendar, campaigns), Ads(calendar, campaigns), Inbox(calendar)]);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Keys() =>
    [
        new("zone", "Europe/Kyiv"),
        new("language", "uk"),
        new("currency", "UAH"),
        new("goal", "community"),
        new("hours", "mon-sun 08:00-21:00"),
        new("answer-target", "message=45m"),
        new("topics", "меню*,рецепти*,події*,котики"),
        new("audience", "age:18-34; language:uk,en"),
        new("plan.engagement.total", "5200/month"),
        new("plan.followers.net", "300/month"),
    ];

    private static SocialSource Instagram(DemoCalendar calendar, Campaign[] campaigns) =>
        new("instagram", "zerno.coffee", new Curve(calendar.Start, 24, 0.35, Curve.Leisure, 0.4, campaigns), 9_100)
        {
            Topics = [("меню", 0.8), ("котики", 2.6), ("рецепти", 1.3), ("події", 1.1), ("котики", 2.3)],
            PostsPerDay = 0.7,
            SilentAfter = calendar.LastTuesday,
            Audience =
            [
                ("age:18-24", 0.34, 0), ("age:25-34", 0.33, 0.01), ("age:35-44", 0.21, -0.01), ("age:45-54", 0.12, 0),
                ("language:uk", 0.72, 0), ("language:en", 0.18, 0.02), ("language:pl", 0.1, -0.02),
            ],
        };

    private static SocialSource Facebook(DemoCalendar calendar, Campaign[] campaigns) =>
        new("facebook", "zerno-coffee", new Curve(calendar.Start, 9, 0.1, Curve.Leisure, 0.4, campaigns), 4_300)
        {
            Topics = [("меню", 0.7), ("події", 1.2), ("котики", 2.0)],
            PostsPerDay = 0.45,
            ViewRate = 0.25,
        };

    private static SocialSource Telegram(DemoCalendar calendar, Campaign[] campaigns) =>
        new("telegram", "zerno_coffee", new Curve(calendar.Start, 6, 0.5, Curve.Leisure, 0.5, campaigns), 1_250)
        {
            Topics = [("рецепти", 1.4), ("події", 1.2)],
            PostsPerDay = 0.4,
            ViewRate = 0.6,
            PostTypes = ["text", "photo"],
        };

    private static AdsSource Ads(DemoCalendar calendar, Campaign[] campaigns) =>
        new("zerno-ads", new Curve(calendar.Start, 4.5, 0.1, Curve.Leisure, 0.2, campaigns), "EUR") { Cpm = 2.1, Standing = [("friends", 1.0)] };

    private static InboxSource Inbox(DemoCalendar calendar) =>
        new("zerno-inbox", new Curve(calendar.Start, 6, 0.2, Curve.Leisure, 0.4, []))
        {
            Open = (8, 21),
            OpenAtWeekends = true,
            Minutes = 22,
            Unanswered = 0.01,
            Conflicts = 0.16,
        };
}
