using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Reactions, comments, shares and saves; and how much of them serves the client's goal.</summary>
internal static class EngagementKpis
{
    private static readonly string[] Posts = [FactKind.Posts];

    private static readonly Noun Have = new("має", "мають", "має", "has", "have");
    private static readonly Noun OfPosts = new("допису", "дописів", "дописів", "post", "posts");

    public static IReadOnlyList<Kpi> All { get; } =
    [
        Total("engagement.total", new("Взаємодії", "Engagements"), new("реакції, коментарі, поширення, збереження", "reactions, comments, shares, saves"),
            new("Реакції, коментарі, поширення та збереження всіх дописів періоду (ті з них, які мережа рахує).",
                "Reactions, comments, shares and saves of all posts of the period (those that the network counts)."),
            "engagements", post => post.Engagements),
        Total("engagement.reactions", new("Реакції", "Reactions"), null, new("Сума за дописами періоду.", "Sum over the posts of the period."), "reactions", post => post.Reactions),
        Total("engagement.comments", new("Коментарі", "Comments"), null, new("Сума за дописами періоду.", "Sum over the posts of the period."), "comments", post => post.Comments),
        Total("engagement.shares", new("Поширення", "Shares"), null, new("Сума за дописами періоду.", "Sum over the posts of the period."), "shares", post => post.Shares),
        Total("engagement.saves", new("Збереження", "Saves"), null, new("Сума за дописами періоду.", "Sum over the posts of the period."), "saves", post => post.Saves),
        new()
        {
            Definition = new()
            {
                Key = "engagement.per_post", Family = KpiFamily.Engagement, Unit = KpiUnit.Count, Better = Better.Up, Inputs = Posts, EnoughEvents = 3,
                Title = new("Взаємодії на допис", "Engagements per post"),
                Explanation = new("Взаємодії ÷ дописи з відомими взаємодіями.", "Engagements ÷ posts with known engagements."),
            },
            Formula = scope => ReachKpis.PerPost(scope.Posts.Sums(post => post.Engagements, post => post.Engagements is null ? null : 1), "engagements"),
        },
        Rate("engagement.by_followers", new("Залученість / підписники", "Engagement / followers"),
            new("Взаємодії ÷ сума підписників на час публікації, за дописами, де відомо обидва.", "Engagements ÷ sum of followers at publishing, over posts that know both."),
            post => post.Followers, "followers_at_publishing"),
        Rate("engagement.by_reach", new("Залученість / охоплення", "Engagement / reach"),
            new("Взаємодії ÷ сума охоплень дописів, за дописами, де відомо обидва.", "Engagements ÷ sum of post reach, over posts that know both."),
            post => post.Reach, "reach"),
        Rate("engagement.by_views", new("Залученість / перегляди", "Engagement / views"),
            new("Взаємодії ÷ сума переглядів дописів, за дописами, де відомо обидва.", "Engagements ÷ sum of post views, over posts that know both."),
            post => post.Views, "views"),
        new()
        {
            Definition = new()
            {
                Key = "engagement.on_topic", Family = KpiFamily.Engagement, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Posts, EnoughEvents = 3,
                Title = new("У дописах під мету", "Engagement on goal topics"),
                Subtitle = new("частка взаємодій у рубриках, що служать меті", "share of engagements on topics that serve the goal"),
                Explanation = new(
                    "Взаємодії дописів, рубрика яких служить меті клієнта ÷ взаємодії дописів із рубрикою. Немає числа, якщо рубрику має менш ніж половина дописів.",
                    "Engagements of posts whose topic serves the client's goal ÷ engagements of posts with a topic. No figure when fewer than half of the posts have one."),
            },
            Formula = OnTopic,
        },
        new()
        {
            Definition = new()
            {
                Key = "engagement.on_topic_by_reach", Family = KpiFamily.Engagement, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Posts, EnoughEvents = 3,
                Title = new("Залученість під мету / охоплення", "Goal engagement / reach"),
                Explanation = new(
                    "Взаємодії дописів, рубрика яких служить меті ÷ охоплення всіх дописів із рубрикою.",
                    "Engagements of posts whose topic serves the goal ÷ reach of all posts with a topic."),
            },
            Formula = scope => GoalTopics(scope) ?? WithPosts(scope, ReachKpis.OverPosts(WithTopic(scope).Sums(post => OnGoal(scope, post), post => post.Reach), "engagements_on_topic", "reach")),
        },
    ];

    private static Kpi Total(string key, Words title, Words? subtitle, Words explanation, string cell, Func<Post, long?> value) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Engagement,
            Unit = KpiUnit.Count,
            Better = Better.Up,
            Additive = true,
            Inputs = Posts,
            Title = title,
            Subtitle = subtitle,
            Explanation = explanation,
        },
        Formula = scope => Figure.Count(scope.Posts.Sum(cell, value), ("posts", scope.Posts.Count())),
    };

    private static Kpi Rate(string key, Words title, Words explanation, Func<Post, long?> denominator, string name) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Engagement,
            Unit = KpiUnit.Rate,
            Better = Better.Up,
            Inputs = Posts,
            EnoughEvents = 3,
            Title = title,
            Explanation = explanation,
        },
        Formula = scope => ReachKpis.OverPosts(scope.Posts.Sums(post => post.Engagements, denominator), "engagements", name),
    };

    private static Figure OnTopic(KpiScope scope)
    {
        if (GoalTopics(scope) is { } none)
        {
            return none;
        }

        var posts = scope.Posts.Each().Count();
        var withTopic = WithTopic(scope).Each().Count();
        return 2 * withTopic < posts
            ? Figure.None(new(
                $"Рубрику {Plural.Form(withTopic, Have, Language.Uk)} лише {withTopic} з {posts} {Plural.Form(posts, OfPosts, Language.Uk)}: потрібна щонайменше половина.",
                $"Only {withTopic} of {posts} {Plural.Form(posts, OfPosts, Language.En)} {Plural.Form(withTopic, Have, Language.En)} a topic: at least half must."))
            : WithPosts(scope, ReachKpis.OverPosts(WithTopic(scope).Sums(post => OnGoal(scope, post), post => post.Engagements), "engagements_on_topic", "engagements_with_topic"));
    }

    private static FactRows<Post> WithTopic(KpiScope scope) => scope.Posts.Where(post => !string.IsNullOrWhiteSpace(post.Topic));

    private static long? OnGoal(KpiScope scope, Post post) =>
        post.Engagements is { } engagements ? (scope.Client.Topics.ServesGoal(post.Topic ?? "") ? engagements : 0) : null;

    private static Figure? GoalTopics(KpiScope scope) => scope.Client.Topics.Rules.Any(rule => rule.ServesGoal)
        ? null
        : Figure.None(new("У клієнта не позначено рубрик, що служать меті (ключ topics).", "The client has no topic marked as serving its goal (key topics)."));

    /// <summary>How many of the posts have a topic: digests judge by the goal only where most have.</summary>
    private static Figure WithPosts(KpiScope scope, Figure figure) => figure with
    {
        Inputs = new Dictionary<string, decimal?>(figure.Inputs)
        {
            ["posts"] = scope.Posts.Each().Count(),
            ["posts_with_topic"] = WithTopic(scope).Each().Count(),
        },
    };
}
