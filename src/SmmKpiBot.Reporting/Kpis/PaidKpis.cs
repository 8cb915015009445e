using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What ads cost and bring. Every money figure is one per currency.</summary>
internal static class PaidKpis
{
    private static readonly string[] Ads = [FactKind.Ads];

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "paid.spend", Family = KpiFamily.Paid, Unit = KpiUnit.Money, Additive = true, Spend = true, Inputs = Ads,
                Title = new("Витрати на рекламу (без ПДВ)", "Ad spend (excl. VAT)"),
                Explanation = new("Сума витрат за даними рекламних кабінетів, кожна валюта окремо або, якщо так задано для клієнта, перерахована в його валюту.", "Sum of spend as the ad accounts report it, each currency by itself or, where the client asks for it, converted to its own."),
            },
            Currencies = MoneyAmounts.SpendCurrencies,
            Exchanges = scope => MoneyAmounts.SpendExchanges(scope),
            Formula = scope => scope.Currency is null
                ? new()
                : Figure.Count(MoneyAmounts.Spend(scope)) with { Events = (long?)scope.AdsInCurrency.Sum("impressions", advert => advert.Row.Impressions) ?? scope.AdsInCurrency.Each().Count() },
        },
        new()
        {
            Definition = new()
            {
                Key = "paid.followers", Family = KpiFamily.Paid, Unit = KpiUnit.Count, Better = Better.Up, Additive = true, Inputs = Ads,
                Title = new("Підписники з реклами", "Followers from ads"),
                Explanation = new("Підписники, яких мережа відносить до реклами.", "Followers that the network attributes to ads."),
            },
            Formula = scope => Figure.Count(scope.Ads.Sum("new_followers", advert => advert.Row.NewFollowers)),
        },
        SpendPer("paid.cost_per_follower", new("Вартість підписника з реклами", "Cost per follower"),
            new("Витрати ÷ підписники з реклами, за рядками, де відомо обидва.", "Spend ÷ followers from ads, over rows that know both."),
            row => row.NewFollowers, "paid_followers"),
        new()
        {
            Definition = new()
            {
                Key = "paid.cost_per_follower_blended", Family = KpiFamily.Paid, Unit = KpiUnit.Money, Better = Better.Down, Spend = true,
                Inputs = [FactKind.Ads, FactKind.OfMetric(MetricCatalogue.Followers)],
                Title = new("≈ Вартість підписника", "≈ Cost per follower (blended, estimate)"),
                Subtitle = new("витрати ÷ весь приріст, орієнтовно", "spend ÷ all net new followers, an estimate"),
                Explanation = new(
                    "Витрати ÷ весь приріст підписників тих самих мереж, разом із тими, хто прийшов без реклами. Лише там, де мережа не каже, скільки підписників дала реклама.",
                    "Spend ÷ all net new followers of the same networks, those who came without ads included. Only where no network says how many followers ads brought."),
            },
            Joint = true,
            Currencies = MoneyAmounts.SpendCurrencies,
            Exchanges = scope => MoneyAmounts.SpendExchanges(scope),
            Formula = Blended,
        },
        new()
        {
            Definition = new()
            {
                Key = "paid.cost_per_conversion", Family = KpiFamily.Paid, Unit = KpiUnit.Money, Better = Better.Down, Spend = true,
                Inputs = [FactKind.Ads, FactKind.Traffic],
                Title = new("Вартість конверсії", "Cost per conversion"),
                Explanation = new("Витрати ÷ конверсії візитів з реклами в соцмережах.", "Spend ÷ conversions of paid social visits."),
            },
            Joint = true,
            Currencies = MoneyAmounts.SpendCurrencies,
            Exchanges = scope => MoneyAmounts.SpendExchanges(scope),
            Formula = PerConversion,
        },
        SpendPer("paid.cpm", new("Ціна 1000 показів (CPM)", "CPM"), new("Витрати ÷ покази × 1000.", "Spend ÷ impressions × 1000."), row => row.Impressions, "impressions", 1000),
        SpendPer("paid.cpc", new("Ціна кліка (CPC)", "CPC"), new("Витрати ÷ кліки.", "Spend ÷ clicks."), row => row.Clicks, "clicks"),
        new()
        {
            Definition = new()
            {
                Key = "paid.ctr", Family = KpiFamily.Paid, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Ads,
                Title = new("Клікабельність (CTR)", "CTR"),
                Explanation = new("Кліки ÷ покази реклами.", "Clicks ÷ impressions of ads."),
            },
            Formula = scope =>
            {
                var sums = scope.Ads.Sums(advert => advert.Row.Clicks, advert => advert.Row.Impressions);
                return Figure.Ratio(sums, "clicks", "impressions", sums.Numerator);
            },
        },
    ];

    private static Kpi SpendPer(string key, Words title, Words explanation, Func<AdDay, long?> count, string name, decimal per = 1) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Paid,
            Unit = KpiUnit.Money,
            Better = Better.Down,
            Spend = true,
            Inputs = Ads,
            Title = title,
            Explanation = explanation,
        },
        Currencies = MoneyAmounts.SpendCurrencies,
        Exchanges = scope => MoneyAmounts.SpendExchanges(scope, count),
        Formula = scope => MoneyAmounts.SpendPer(scope, count, name, per),
    };

    private static Figure Blended(KpiScope scope)
    {
        if (scope.Ads.Each().Any(advert => advert.Row.NewFollowers is not null))
        {
            return Figure.None(new(
                "Мережа каже, скільки підписників дала реклама: дивіться вартість підписника з реклами.",
                "The network says how many followers ads brought: see the cost per follower."));
        }

        if (MoneyAmounts.Mixed(MoneyAmounts.SpendCurrencies(scope)) is { } mixed)
        {
            return mixed;
        }

        var networks = scope.Ads.Each().Select(advert => advert.Row.AccountId).Distinct()
            .SelectMany(id => AdvertisedNetworks(scope.Facts.Accounts.First(account => account.Id == id).Network)).ToHashSet();
        List<Account> grown = [.. scope.Accounts.Where(account => networks.Contains(account.Network))];
        if (grown.FindAll(account => FollowersKpis.IsHalfKnown(scope, account)) is { Count: > 0 } half)
        {
            var names = KpiNotes.Names(half);
            return Figure.None(new(
                $"Приріст відомий не за весь період ({names.Uk}): без нього ціна була б завищена.",
                $"Net new followers are not known for the whole period ({names.En}): without them the cost would be too high."));
        }

        var net = FollowersKpis.Net(scope with { Accounts = grown }).Figure.Value;
        if (MoneyAmounts.Spend(scope) is not { } spend || net is null)
        {
            return new();
        }

        var estimate = new Words(
            "Орієнтовно: витрати поділено на весь приріст, разом із тими, хто прийшов без реклами.",
            "An estimate: spend is divided by all net new followers, those who came without ads included.");
        return net <= 0
            ? Figure.None(new("Приросту підписників немає, тож ділити немає на що.", "There are no net new followers to divide by."))
            : Figure.Ratio(new(spend, net.Value, 1), "spend", "net_followers", net.Value).Noting(estimate);
    }

    /// <summary>The networks whose followers an ad account buys.</summary>
    private static string[] AdvertisedNetworks(string network) => network switch
    {
        "meta-ads" => ["facebook", "instagram"],
        "google-ads" => ["youtube"],
        _ when network.EndsWith("-ads", StringComparison.Ordinal) => [network[..^"-ads".Length]],
        _ => [network],
    };

    private static Figure PerConversion(KpiScope scope)
    {
        if (MoneyAmounts.Mixed(MoneyAmounts.SpendCurrencies(scope)) is { } mixed)
        {
            return mixed;
        }

        return MoneyAmounts.Spend(scope) is { } spend && QualityKpis.Conversions(scope.PaidVisits) is { } conversions
            ? Figure.Ratio(new(spend, conversions, 1), "spend", "conversions", conversions)
            : new();
    }
}
