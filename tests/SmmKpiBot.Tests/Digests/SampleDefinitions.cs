using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Tests.Digests;

/// <summary>The KPIs that digests are made of, with the glossary's names.</summary>
internal static class SampleDefinitions
{
    public static IReadOnlyList<KpiDefinition> All { get; } =
    [
        Of("followers.total", KpiUnit.Count, Better.Up, "Підписники", "Followers"),
        Of("followers.net", KpiUnit.Count, Better.Up, "Приріст підписників", "Net new followers"),
        Of("audience.match", KpiUnit.Rate, Better.Up, "Частка ЦА", "In target audience"),
        Of("audience.new_match", KpiUnit.Rate, Better.Up, "Частка ЦА серед нових підписників", "New followers in target"),
        Of("traffic.sessions", KpiUnit.Count, Better.Up, "Переходи на сайт", "Site visits from social", additive: true),
        Of("traffic.untagged_share", KpiUnit.Rate, Better.Down, "Переходи без UTM", "Untagged visits"),
        Of("traffic.link_clicks", KpiUnit.Count, Better.Up, "Кліки на посилання", "Link clicks", additive: true),
        Of("reach.per_post", KpiUnit.Count, Better.Up, "Середнє охоплення допису", "Average reach per post"),
        Of("reach.rate", KpiUnit.Rate, Better.Up, "Охоплення / підписники", "Reach / followers"),
        Of("reach.views", KpiUnit.Count, Better.Up, "Перегляди", "Views", additive: true),
        Of("reach.frequency", KpiUnit.Ratio, Better.None, "Частота", "Frequency"),
        Of("engagement.total", KpiUnit.Count, Better.Up, "Взаємодії", "Engagements", additive: true),
        Of("engagement.by_reach", KpiUnit.Rate, Better.Up, "Залученість / охоплення", "Engagement / reach"),
        Of("engagement.on_topic", KpiUnit.Rate, Better.Up, "У дописах під мету", "Engagement on goal topics"),
        Of("engagement.on_topic_by_reach", KpiUnit.Rate, Better.Up, "Залученість під мету / охоплення", "Goal engagement / reach"),
        Of("paid.spend", KpiUnit.Money, Better.None, "Витрати на рекламу (без ПДВ)", "Ad spend (excl. VAT)", additive: true, spend: true),
        Of("paid.followers", KpiUnit.Count, Better.Up, "Підписники з реклами", "Followers from ads", additive: true),
        Of("paid.cost_per_follower", KpiUnit.Money, Better.Down, "Вартість підписника з реклами", "Cost per follower", spend: true),
        Of("paid.cost_per_follower_blended", KpiUnit.Money, Better.Down, "≈ Вартість підписника", "≈ Cost per follower (blended, estimate)", spend: true),
        Of("paid.cost_per_conversion", KpiUnit.Money, Better.Down, "Вартість конверсії", "Cost per conversion", spend: true),
        Of("paid.ctr", KpiUnit.Rate, Better.Up, "Клікабельність (CTR)", "CTR"),
        Of("quality.pages_per_session", KpiUnit.Ratio, Better.Up, "Глибина перегляду", "Pages per visit"),
        Of("quality.session_seconds", KpiUnit.Seconds, Better.Up, "Час на сайті", "Engaged time per visit"),
        Of("quality.conversions", KpiUnit.Count, Better.Up, "Конверсії", "Conversions", additive: true),
        Of("quality.purchases", KpiUnit.Count, Better.Up, "Покупки", "Purchases", additive: true),
        Of("quality.conversion_rate", KpiUnit.Rate, Better.Up, "Коефіцієнт конверсії", "Conversion rate"),
        Of("quality.roas", KpiUnit.Ratio, Better.Up, "Окупність реклами (ROAS)", "ROAS", spend: true),
        Of("feedback.response_median", KpiUnit.Seconds, Better.Down, "Час відповіді: типовий (медіана)", "Response time: median"),
        Of("feedback.working_median", KpiUnit.Seconds, Better.Down, "Час відповіді в робочі години: типовий", "Response time, working hours"),
        Of("feedback.responses", KpiUnit.Count, Better.None, "Надано відповідей", "Replies sent", additive: true),
        Of("feedback.sla_rate", KpiUnit.Rate, Better.Up, "Відповіли вчасно", "Answered on time"),
        Of("feedback.waiting", KpiUnit.Count, Better.Down, "Чекають на відповідь", "Waiting for an answer"),
        Of("conflicts.resolved", KpiUnit.Count, Better.None, "Вирішені конфлікти", "Conflicts resolved"),
        Of("conflicts.open", KpiUnit.Count, Better.Down, "Невирішені конфлікти", "Conflicts still open"),
        Of("conflicts.resolved_rate", KpiUnit.Rate, Better.Up, "Частка вирішених конфліктів", "Conflicts resolved, %"),
    ];

    private static KpiDefinition Of(string key, KpiUnit unit, Better better, string uk, string en, bool additive = false, bool spend = false) => new()
    {
        Key = key,
        Family = Family(key.Split('.')[0]),
        Unit = unit,
        Better = better,
        Additive = additive,
        Spend = spend,
        Title = new Words(uk, en),
        Explanation = new Words($"Як обчислено: {uk}", $"How it is computed: {en}"),
    };

    private static KpiFamily Family(string prefix) => prefix switch
    {
        "followers" or "audience" => KpiFamily.Followers,
        "traffic" => KpiFamily.Traffic,
        "reach" => KpiFamily.Reach,
        "engagement" => KpiFamily.Engagement,
        "paid" => KpiFamily.Paid,
        "quality" => KpiFamily.Quality,
        "feedback" => KpiFamily.Feedback,
        _ => KpiFamily.Conflicts,
    };
}
