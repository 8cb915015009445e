using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What social visits are worth: depth, conversions by kind, revenue.</summary>
internal static class QualityKpis
{
    private static readonly string[] Traffic = [FactKind.Traffic];

    public static IReadOnlyList<Kpi> All { get; } =
    [
        PerSession("quality.pages_per_session", KpiUnit.Ratio, new("Глибина перегляду", "Pages per visit"), new("сторінок за візит", "pages of a visit"),
            new("Перегляди сторінок ÷ візити із соцмереж.", "Page views ÷ sessions, of social visits."), row => row.PageViews, "page_views"),
        PerSession("quality.session_seconds", KpiUnit.Seconds, new("Час на сайті", "Engaged time per visit"), new("середній активний час за візит", "average engaged time of a visit"),
            new("Активні секунди ÷ візити із соцмереж.", "Engaged seconds ÷ sessions, of social visits."), row => row.EngagedSeconds, "engaged_seconds"),
        PerSession("quality.engaged_rate", KpiUnit.Rate, new("Частка зацікавлених візитів", "Engaged visits"), new("сеанси із взаємодією (GA4)", "engaged sessions (GA4)"),
            new("Сеанси із взаємодією ÷ усі сеанси, візити із соцмереж.", "Engaged sessions ÷ sessions, of social visits."), row => row.EngagedSessions, "engaged_sessions"),
        new()
        {
            Definition = new()
            {
                Key = "quality.conversions", Family = KpiFamily.Quality, Unit = KpiUnit.Count, Better = Better.Up, Additive = true, Inputs = Traffic,
                Title = new("Конверсії", "Conversions"),
                Subtitle = new("покупки, підписки на розсилку, замовлення дзвінка, інші", "purchases, sign-ups, call requests, others"),
                Explanation = new("Покупки, підписки на розсилку, замовлення дзвінка та інші конверсії візитів із соцмереж, усі разом.", "Purchases, sign-ups, call requests and other conversions of social visits, all together."),
            },
            Formula = scope => Figure.Count(Conversions(scope.SocialVisits)) with { Parts = Kinds(scope.SocialVisits) },
        },
        Kind("quality.purchases", new("Покупки", "Purchases"), new("Покупки візитів із соцмереж.", "Purchases of social visits."), "purchases", row => row.Purchases),
        Kind("quality.signups", new("Підписки на розсилку", "Sign-ups"), new("Підписки на розсилку візитів із соцмереж.", "Newsletter sign-ups of social visits."), "signups", row => row.Signups),
        Kind("quality.call_requests", new("Замовлення дзвінка", "Call requests"), new("Замовлення дзвінка візитів із соцмереж.", "Call requests of social visits."), "call_requests", row => row.CallRequests),
        new()
        {
            Definition = new()
            {
                Key = "quality.conversion_rate", Family = KpiFamily.Quality, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Traffic,
                Title = new("Коефіцієнт конверсії", "Conversion rate"),
                Subtitle = new("частка візитів із конверсією", "share of visits with a conversion"),
                Explanation = new(
                    "Візити з конверсією ÷ візити із соцмереж. Де відомо лише кількість подій — події ÷ візити, про що каже примітка.",
                    "Visits with a conversion ÷ social visits. Where only events are known, events ÷ visits, and a note says so."),
            },
            Formula = ConversionRate,
            CountedBy = scope => ConvertingSessions(scope).Rows > 0 ? "converting_sessions" : "conversions",
        },
        new()
        {
            Definition = new()
            {
                Key = "quality.revenue", Family = KpiFamily.Quality, Unit = KpiUnit.Money, Better = Better.Up, Additive = true, Inputs = Traffic,
                Title = new("Дохід із соцмереж", "Revenue from social"),
                Explanation = new("Дохід візитів із соцмереж, кожна валюта окремо або, якщо так задано для клієнта, перерахований у його валюту.", "Revenue of social visits, each currency by itself or, where the client asks for it, converted to its own."),
            },
            Currencies = scope => MoneyAmounts.RevenueCurrencies(scope.SocialVisits),
            Exchanges = scope => MoneyAmounts.RevenueExchanges(scope.SocialVisits),
            Formula = scope => scope.Currency is null ? new() : Figure.Count(Revenue(scope, scope.SocialVisits)) with { Events = (long?)Sales(InCurrency(scope, scope.SocialVisits)) },
        },
        new()
        {
            Definition = new()
            {
                Key = "quality.roas", Family = KpiFamily.Quality, Unit = KpiUnit.Ratio, Better = Better.Up, Spend = true, Inputs = [FactKind.Traffic, FactKind.Ads],
                Title = new("Окупність реклами (ROAS)", "ROAS"),
                Explanation = new("Дохід візитів з реклами в соцмережах ÷ витрати на рекламу, в одній валюті.", "Revenue of paid social visits ÷ ad spend, in one currency."),
            },
            Joint = true,
            Exchanges = scope => MoneyAmounts.RevenueExchanges(scope.PaidVisits).Concat(MoneyAmounts.SpendExchanges(scope)),
            Formula = Roas,
        },
    ];

    /// <summary>Conversions of all kinds; a visit knows them when it knows at least one kind.</summary>
    public static decimal? Conversions(FactRows<Visit> visits) => visits.Sum("conversions", visit => Conversions(visit.Row));

    private static long? Conversions(TrafficDay row) =>
        row.Purchases is null && row.Signups is null && row.CallRequests is null && row.OtherConversions is null
            ? null
            : (row.Purchases ?? 0) + (row.Signups ?? 0) + (row.CallRequests ?? 0) + (row.OtherConversions ?? 0);

    private static IReadOnlyDictionary<string, decimal?> Kinds(FactRows<Visit> visits) => Figure.Named(
        ("purchase", visits.Sum("purchases", visit => visit.Row.Purchases)),
        ("signup", visits.Sum("signups", visit => visit.Row.Signups)),
        ("call_request", visits.Sum("call_requests", visit => visit.Row.CallRequests)),
        ("other", visits.Sum("other_conversions", visit => visit.Row.OtherConversions)));

    private static Kpi Kind(string key, Words title, Words explanation, string cell, Func<TrafficDay, long?> value) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Quality,
            Unit = KpiUnit.Count,
            Better = Better.Up,
            Additive = true,
            Inputs = Traffic,
            Title = title,
            Explanation = explanation,
        },
        Formula = scope => Figure.Count(scope.SocialVisits.Sum(cell, visit => value(visit.Row))),
    };

    private static Kpi PerSession(string key, KpiUnit unit, Words title, Words subtitle, Words explanation, Func<TrafficDay, long?> value, string name) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Quality,
            Unit = unit,
            Better = Better.Up,
            Inputs = Traffic,
            Title = title,
            Subtitle = subtitle,
            Explanation = explanation,
        },
        Formula = scope =>
        {
            var sums = scope.SocialVisits.Sums(visit => value(visit.Row), visit => visit.Row.Sessions);
            return Figure.Ratio(sums, name, "social_sessions", sums.Denominator);
        },
    };

    private static Figure ConversionRate(KpiScope scope)
    {
        var sessions = ConvertingSessions(scope);
        if (sessions.Rows > 0)
        {
            return Figure.Ratio(sessions, "converting_sessions", "social_sessions", sessions.Numerator);
        }

        var events = scope.SocialVisits.Sums(visit => Conversions(visit.Row), visit => visit.Row.Sessions);
        var figure = Figure.Ratio(events, "conversions", "social_sessions", events.Numerator);
        return events.Rows == 0 ? figure : figure.Noting(new Words(
            "Події ÷ візити: скільки візитів мали конверсію, невідомо, і один візит може рахуватися кілька разів.",
            "Events ÷ visits: how many visits converted is not known, and one visit may count several times."));
    }

    private static PairSums ConvertingSessions(KpiScope scope) => scope.SocialVisits.Sums(visit => visit.Row.ConvertingSessions, visit => visit.Row.Sessions);

    private static decimal? Revenue(KpiScope scope, FactRows<Visit> visits) =>
        MoneyAmounts.Units(InCurrency(scope, visits).Sum("revenue", visit => visit.Row.RevenueMicros));

    private static FactRows<Visit> InCurrency(KpiScope scope, FactRows<Visit> visits) => visits.Where(visit => visit.Row.Currency == scope.Currency);

    /// <summary>What stands behind revenue: purchases, or visits where those are not known.</summary>
    private static decimal? Sales(FactRows<Visit> visits) => visits.Sum("purchases", visit => visit.Row.Purchases) ?? TrafficKpis.Sessions(visits);

    private static Figure Roas(KpiScope scope)
    {
        var currencies = MoneyAmounts.RevenueCurrencies(scope.PaidVisits).Union(MoneyAmounts.SpendCurrencies(scope)).ToList();
        if (MoneyAmounts.Mixed(currencies) is { } mixed)
        {
            return mixed;
        }

        var inCurrency = scope with { Currency = currencies.FirstOrDefault() };
        return MoneyAmounts.Spend(inCurrency) is { } spend && Revenue(inCurrency, scope.PaidVisits) is { } revenue
            ? Figure.Ratio(new(revenue, spend, 1), "revenue", "spend", Conversions(scope.PaidVisits) ?? TrafficKpis.Sessions(scope.PaidVisits) ?? 0)
            : new();
    }
}
