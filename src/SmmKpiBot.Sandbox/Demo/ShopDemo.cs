namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A shop of linen that sells: purchases against a plan, ads with attributed followers, an outage five weeks ago.</summary>
internal static class ShopDemo
{
    public static DemoClient Create(DemoCalendar calendar)
    {
        var autumn = new Campaign("autumn-sale", calendar.DaysAgo(12), calendar.DaysAgo(2), 1.28);
        var spring = new Campaign("spring", calendar.DaysAgo(230), calendar.DaysAgo(205), 1.45);
        Campaign[] campaigns = [autumn, spring];
        return new DemoClient("lion", "Крамниця «Льон»", Keys(), [Instagram(calendar, campaigns), Facebook(calendar, campaigns), Site(calendar, campaigns), Ads(calendar, campaigns), Inbox(calendar)]);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Keys() =>
    [
        new("zone", "Europe/Kyiv"),
        new("language", "uk"),
        new("currency", "UAH"),
        new("goal", "sales"),
        new("hours", "mon-fri 09:00-18:00"),
        new("answer-target", "message=30m,comment=2h"),
        new("topics", "товари*,догляд*,майстерня,свята"),
        new("audience", "gender:female; age:25-44; country:UA"),
        new("plan.quality.purchases", "290/month"),
        new("plan.paid.cost_per_follower", "24/month"),
    ];

    private static SocialSource Instagram(DemoCalendar calendar, Campaign[] campaigns) =>
        new("instagram", "lion.store", new Curve(calendar.Start, 33, 0.15, Curve.Leisure, 0.35, campaigns), 15_800)
        {
            Topics = [("товари", 1.2), ("догляд", 0.9), ("майстерня", 1.4), ("свята", 0.8), ("товари", 1.1)],
            PostsPerDay = 0.75,
            SplitsFollowersReached = true,
            Audience =
            [
                ("gender:female|age:25-34", 0.36, 0.02), ("gender:female|age:35-44", 0.25, 0.01), ("gender:female|age:18-24", 0.14, -0.02),
                ("gender:male|age:25-34", 0.12, 0), ("gender:male|age:35-44", 0.13, -0.01),
                ("country:UA", 0.86, 0.01), ("country:PL", 0.09, 0), ("country:DE", 0.05, -0.01),
            ],
            Outages = [(calendar.DaysAgo(40), calendar.DaysAgo(36))],
        };

    private static SocialSource Facebook(DemoCalendar calendar, Campaign[] campaigns) =>
        new("facebook", "lion-store", new Curve(calendar.Start, 8, 0.05, Curve.Shopping, 0.4, campaigns), 8_900)
        {
            Topics = [("товари", 0.8), ("свята", 0.7), ("догляд", 0.6)],
            PostsPerDay = 0.45,
            ViewRate = 0.22,
            PostTypes = ["photo", "link", "video"],
        };

    private static SiteSource Site(DemoCalendar calendar, Campaign[] campaigns) =>
        new("lion.example", new Curve(calendar.Start, 520, 0.22, Curve.Shopping, 0.18, campaigns))
        {
            Paths =
            [
                new("instagram", "social", "Organic Social", "bio", 0.16, 0.031),
                new("instagram", "paid_social", "Paid Social", "autumn-sale", 0.21, 0.038),
                new("facebook", "paid_social", "Paid Social", "always-on", 0.12, 0.029),
                new("l.facebook.com", "referral", "Organic Social", "", 0.06, 0.02),
                new("google", "organic", "Organic Search", "", 0.29, 0.022),
                new("(direct)", "(none)", "Direct", "", 0.16, 0.03),
            ],
        };

    private static AdsSource Ads(DemoCalendar calendar, Campaign[] campaigns) =>
        new("lion-ads", new Curve(calendar.Start, 520, 0.12, Curve.Shopping, 0.16, campaigns), "UAH")
        {
            CostPerFollower = 21.5,
            Standing = [("always-on", 0.45), ("autumn-sale", 0.55)],
        };

    private static InboxSource Inbox(DemoCalendar calendar) =>
        new("lion-inbox", new Curve(calendar.Start, 11, 0.2, Curve.Shopping, 0.4, []))
        {
            Open = (9, 18),
            // Who waits there is the visitor's own customer.
            Unanswered = 0,
            RepliesAutomatically = true,
            Minutes = 15,
            Slower = (calendar.DaysAgo(11), 1.5),
            Conflicts = 0.3,
        };
}
