using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The one fact beside a figure that guards against self-deception, in a few words; null where there is none.</summary>
internal sealed class Asides(DigestFigures figures, Language language)
{
    private readonly DigestFigures _figures = figures;
    private readonly Language _language = language;

    public string? Of(KpiResult kpi) => kpi.Key switch
    {
        "followers.total" => CountedNetworks.Of(_figures.Report, _language) ?? TargetShare(),
        "followers.net" or "followers.gained" => TargetShare(),
        "traffic.sessions" or "traffic.paid_sessions" => Join(Pages(), Time()),
        "reach.rate" => Say("на один допис", "per post"),
        "reach.per_post" => Labelled("reach.rate", "від підписників", "of followers"),
        "reach.views" => Frequency(),
        "quality.purchases" => CostOfConversion() ?? ConversionRate() ?? Revenue(),
        "quality.conversions" => ConversionRate(),
        "quality.conversion_rate" or "quality.engaged_rate" => Join(Pages(), Time()),
        "paid.cost_per_follower_blended" => Say("витрати ÷ весь приріст", "spend ÷ all growth"),
        "paid.cost_per_follower" => Counted("paid.followers", Nouns.Follower),
        "conflicts.resolved_rate" => ResolvedOf(),
        "conflicts.open" => Labelled("conflicts.resolved", "вирішено", "resolved", labelFirst: true),
        _ when kpi.Key.StartsWith("engagement.", StringComparison.Ordinal) && kpi.Key != "engagement.on_topic" => OnTopic() ?? EngagementRate(kpi),
        "feedback.working_median" when kpi.Value == 0 => Say("поза робочими годинами", "outside working hours"),
        _ when kpi.Key.EndsWith("_median", StringComparison.Ordinal) || kpi.Key == "feedback.sla_rate" => Counted("feedback.responses", Nouns.Reply),
        _ => null,
    };

    private string? TargetShare() =>
        _figures.NewInTarget?.Value is { } added ? Say($"нових із ЦА {Whole(added)}", $"{Whole(added)} of new in target")
        : _figures.Value("audience.match") is { } all ? Say($"ЦА {Whole(all)}", $"{Whole(all)} in target")
        : null;

    private string? Pages() => _figures.Value("quality.pages_per_session") is { } pages
        ? NumberText.Number(pages, 1, _language) + Typography.NoBreakSpace + Say("стор.", "pages")
        : null;

    private string? Time() => _figures.Value("quality.session_seconds") is { } seconds ? DurationText.Of(seconds, _language) : null;

    private string? OnTopic() => _figures.Value("engagement.on_topic") is { } share
        ? Say($"під мету {Whole(share)}", $"{Whole(share)} on goal topics")
        : null;

    private string? EngagementRate(KpiResult kpi) => kpi.Definition.Unit == KpiUnit.Count && _figures.Known("engagement.by_reach") is { } rate
        ? Say("залученість / охоплення ", "engagement / reach ") + WithChange(rate)
        : null;

    private string? Frequency() => _figures.Value("reach.frequency") is { } frequency
        ? Say("частота ", "frequency ") + NumberText.Number(frequency, 1, _language)
        : null;

    private string? ConversionRate() => _figures.Value("quality.conversion_rate") is { } rate
        ? Say($"{NumberText.Percent(rate, _language)} візитів", $"{NumberText.Percent(rate, _language)} of visits")
        : null;

    private string? CostOfConversion() => _figures.Known("paid.cost_per_conversion") is { } cost
        ? Say("вартість конверсії ", "cost per conversion ") + WithChange(cost)
        : null;

    private string? Revenue() => _figures.Known("quality.revenue") is { } revenue ? Say("дохід ", "revenue ") + WithChange(revenue) : null;

    private string? ResolvedOf()
    {
        var resolved = _figures.Value("conflicts.resolved");
        var open = _figures.Value("conflicts.open");
        return resolved is null || open is null ? null
            : Say($"{Count(resolved)} з {Count(resolved + open)}", $"{Count(resolved)} of {Count(resolved + open)}").Replace(" ", Typography.NoBreakSpace, StringComparison.Ordinal);
    }

    private string? Counted(string key, Noun noun) => _figures.Value(key) is { } count ? Plural.Count(count, noun, _language) : null;

    private string? Labelled(string key, string uk, string en, bool labelFirst = false)
    {
        if (_figures.Known(key) is not { } kpi)
            return null;

        var value = KpiText.Value(kpi, _language);
        return labelFirst && _language == Language.Uk ? uk + Typography.NoBreakSpace + value : value + Typography.NoBreakSpace + Say(uk, en);
    }

    private string WithChange(KpiResult kpi) => ChangeText.Of(kpi, _language) is { } change
        ? $"{KpiText.Value(kpi, _language)} ({change})"
        : KpiText.Value(kpi, _language);

    private string Count(decimal? value) => NumberText.Count(value ?? 0, _language);

    private string Whole(decimal share) => NumberText.WholePercent(share, _language);

    private string Say(string uk, string en) => new Words(uk, en).In(_language);

    private static string? Join(string? first, string? second) =>
        first is null ? second : second is null ? first : first + " · " + second;
}
