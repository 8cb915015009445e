namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A dental clinic that lives by quick answers: support is its goal, clients do not see what ads cost.</summary>
internal static class ClinicDemo
{
    public static DemoClient Create(DemoCalendar calendar)
    {
        Campaign[] campaigns = [new("implants", calendar.DaysAgo(60), calendar.DaysAgo(30), 1.35)];
        return new DemoClient("usmishka", "Клініка «Усмішка»", Keys(calendar), [Facebook(calendar, campaigns), Instagram(calendar, campaigns), Site(calendar, campaigns), Ads(calendar, campaigns), Inbox(calendar)]);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Keys(DemoCalendar calendar) =>
    [
        new("zone", "Europe/Kyiv"),
        new("language", "uk"),
        new("currency", "UAH"),
        new("goal", "support"),
        new("hours", "mon-fri 08:00-20:00; sat 09:00-15:00"),
        new("holidays", calendar.DaysAgo(89).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        new("answer-target", "message=15m,comment=1h"),
        new("topics", "лікування*,відгуки*,поради*,колектив"),
        new("audience", "age:25-54; city:Kyiv"),
        new("conversions", "generate_lead=call_request"),
        new("plan.feedback.sla_rate", "0.9/month"),
        new("plan.quality.call_requests", "180/month"),
        new("hide-spend", "true"),
    ];

    private static SocialSource Facebook(DemoCalendar calendar, Campaign[] campaigns) =>
        new("facebook", "usmishka", new Curve(calendar.Start, 12, 0.1, Curve.Office, 0.4, campaigns), 6_200)
        {
            Topics = [("лікування", 0.7), ("відгуки", 1.3), ("поради", 0.9), ("колектив", 1.5)],
            PostsPerDay = 0.4,
            ViewRate = 0.2,
            Audience =
            [
                ("age:25-34", 0.29, 0.01), ("age:35-44", 0.31, 0), ("age:45-54", 0.19, 0), ("age:55-64", 0.12, 0), ("age:18-24", 0.09, -0.01),
                ("city:Kyiv", 0.71, 0.03), ("city:Irpin", 0.12, 0), ("city:Lviv", 0.17, -0.03),
            ],
        };

    private static SocialSource Instagram(DemoCalendar calendar, Campaign[] campaigns) =>
        new("instagram", "usmishka.clinic", new Curve(calendar.Start, 19, 0.3, Curve.Office, 0.35, campaigns), 7_400)
        {
            Topics = [("лікування", 0.9), ("поради", 1.1), ("відгуки", 1.2)],
            PostsPerDay = 0.5,
        };

    private static SiteSource Site(DemoCalendar calendar, Campaign[] campaigns) =>
        new("usmishka.example", new Curve(calendar.Start, 260, 0.15, Curve.Office, 0.2, campaigns))
        {
            Kinds = (0, 0.08, 0.92),
            Paths =
            [
                new("facebook", "paid_social", "Paid Social", "implants", 0.2, 0.042),
                new("instagram", "social", "Organic Social", "", 0.17, 0.03),
                new("t.me", "referral", "Referral", "", 0.05, 0.035),
                new("google", "organic", "Organic Search", "", 0.38, 0.034),
                new("(direct)", "(none)", "Direct", "", 0.2, 0.03),
            ],
        };

    private static AdsSource Ads(DemoCalendar calendar, Campaign[] campaigns) =>
        new("usmishka-ads", new Curve(calendar.Start, 640, 0.1, Curve.Office, 0.2, campaigns), "UAH") { Standing = [("implants", 1.0)] };

    private static InboxSource Inbox(DemoCalendar calendar) =>
        new("usmishka-inbox", new Curve(calendar.Start, 19, 0.25, Curve.Office, 0.3, []))
        {
            Open = (8, 20),
            Minutes = 9,
            Slower = (calendar.DaysAgo(6), 2.4),
            Unanswered = 0.004,
            RepliesAutomatically = true,
            Conflicts = 0.34,
        };
}
