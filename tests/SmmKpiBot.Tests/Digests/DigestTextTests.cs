using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

public sealed class DigestTextTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Caption_ForStaffInUkrainian_ReadsAsApproved() => AssertCaption(
        """
        <b>Кав’ярня «Зерно» · 9–22 листопада · мета: продажі</b>
        🎯 Покупки із соцмереж: <b>184</b> (+23 %), план 170: виконано на 108 %; вартість конверсії 41,87 ₴ (−11 %)
        🟢 Переходи на сайт 3 948 (+6 %), 2,4 стор. · 1 хв 48 с
        🟢 Залученість / охоплення 4,6 % (+0,4 в. п.), під мету 71 %
        🟢 ≈ Вартість підписника 18,70 ₴ (−9 %), витрати ÷ весь приріст
        🔴 Охоплення / підписники 31,2 % (−2,1 в. п.), на один допис
        🔴 Час відповіді 14 хв (+5 хв), 86 відповідей
        ⚪ Підписники 24 310 (+412), нових із ЦА 63 %
        ⚪ Вирішені конфлікти 75 % (+42 в. п.), 3 з 4
        💡 Дописи під мету зібрали 71 % взаємодій (було 64 %), переходів на сайт на 6 % більше
        <i>Повнота даних 98 %; 21–22.11 ще уточнюються</i>
        """,
        SampleReport.Sketch().Digest(Reader.Staff, Language.Uk));

    [Fact]
    public void Caption_ForClientInEnglishWithHiddenSpend_NamesNoMoney() => AssertCaption(
        """
        <b>Zerno Coffee · 9–22 November · goal: sales</b>
        🎯 Purchases from social: <b>184</b> (+23%), plan 170: 108% done; 5.6% of visits
        🟢 Site visits from social 3,948 (+6%), 2.4 pages · 1 min 48 s
        🟢 Engagement / reach 4.6% (+0.4 pp), 71% on goal topics
        🔴 Reach / followers 31.2% (−2.1 pp), per post
        🔴 Response time 14 min (+5 min), 86 replies
        ⚪ Followers 24,310 (+412), 63% of new in target
        ⚪ Conflicts resolved 75% (+42 pp), 3 of 4
        💡 Posts on goal topics drew 71% of the engagement (was 64%), with 6% more site visits
        <i>Data 98% complete; 21–22 Nov still settling</i>
        """,
        SampleReport.Sketch().For(client => client with { Name = "Zerno Coffee", HideSpend = true }).Digest(Reader.Client, Language.En));

    private static readonly string[] Untold =
    [
        "🔴 Перегляди <−40 %> — триває з 9 листопада, 10:00, більше не нагадую",
        "🔁 Залученість — спрацьовує надто часто: доки добу не буде тихо, видно лише тут і в /alerts",
        "✅ Підписники — було й минуло 20 листопада, 12:00",
        "🔇 показники — до 27 листопада, 14:00, Ольга",
        "🔇 план — до 28 листопада, 14:00, Ольга",
    ];

    /// <summary>The worst of what the team had no message of, after what the figures say; the rest where it can be looked up.</summary>
    [Fact]
    public void Caption_ForStaffWithAlerts_TellsTheWorstAndWhereTheRestStands() => AssertCaption(
        """
        <b>Кав’ярня «Зерно» · 9–22 листопада · мета: продажі</b>
        🎯 Покупки із соцмереж: <b>184</b> (+23 %), план 170: виконано на 108 %
        🔔 <b>Сповіщення</b>
        🔴 Перегляди &lt;−40 %&gt; — триває з 9 листопада, 10:00, більше не нагадую
        🔁 Залученість — спрацьовує надто часто: доки добу не буде тихо, видно лише тут і в /alerts
        ✅ Підписники — було й минуло 20 листопада, 12:00
        …і ще 2: /alerts
        <i>Повнота даних 98 %; 21–22.11 ще уточнюються</i>
        """,
        HeroOnly(SampleReport.Sketch()).Digest(Reader.Staff, Language.Uk) with { Alerts = Untold });

    [Fact]
    public void Caption_NoRoomForSoManyAlerts_TellsTheWorstOnly()
    {
        var report = SampleReport.Sketch().For(client => client with { Name = new string('Я', 120) });

        var caption = DigestText.Caption(report.Digest(Reader.Staff, Language.En) with { Alerts = [.. Enumerable.Range(1, 5).Select(at => $"{at}" + new string('x', 200))], DueAt = Due });

        Assert.Contains("\n1xxx", caption, StringComparison.Ordinal);
        Assert.Contains("x…\n…and 4 more: /alerts", caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_OfAClientsDigest_AreNeverThere()
    {
        var digest = SampleReport.Sketch().Digest(Reader.Client, Language.Uk) with { Alerts = Untold };

        Assert.Empty(digest.Alerts);
        Assert.DoesNotContain("Ольга", DigestText.Plain(digest), StringComparison.Ordinal);
    }

    [Fact]
    public void Details_ForStaff_EndWithAllAlerts()
    {
        var last = Plain(DigestText.Details(SampleReport.Sketch().Digest(Reader.Staff, Language.Uk) with { Alerts = Untold })[^1]);

        Assert.StartsWith("🔔 <b>Сповіщення</b>", last, StringComparison.Ordinal);
        Assert.Contains("🔇 план — до 28 листопада, 14:00, Ольга", last, StringComparison.Ordinal);
        Assert.DoesNotContain("/alerts</", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Caption_LateWeeklyWithLongerPeriods_SaysSo()
    {
        var report = SampleReport.Sketch();
        report.Period = new Period(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22));
        report.Comparison = report.Period.Shift(-7);
        HeroOnly(report);
        var purchases = report.Report()["quality.purchases"];
        var digest = report.Digest(Reader.Client, Language.Uk) with
        {
            DueAt = Due,
            LongerPeriods =
            [
                new HeroFigure(new Period(new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 22)), purchases with { Value = 371, ChangeRatio = 0.09m }),
                new HeroFigure(new Period(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31)), purchases with { Value = 712, ChangeRatio = -0.031m }),
                new HeroFigure(new Period(new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30)), purchases with { Value = null }),
            ],
        };

        AssertCaption(
            """
            <b>Кав’ярня «Зерно» · 16–22 листопада · мета: продажі</b>
            ⏰ Надіслано із запізненням: мало бути 23 листопада, 09:00
            🎯 Покупки із соцмереж: <b>184</b> (+23 %), план 170: виконано на 108 %
            📅 2 тижні, 9–22 листопада: 371 (+9 %) · жовтень: 712 (−3 %) · III квартал: —
            <i>Повнота даних 98 %; 21–22.11 ще уточнюються</i>
            """,
            digest);
    }

    [Theory]
    [InlineData(Goal.Sales, "quality.", "❗ <b>Ваша мета — продажі, але ні покупок, ні інших конверсій не виміряно</b>", "❗ <b>Your goal is sales, but no purchases or other conversions are measured</b>")]
    [InlineData(Goal.Traffic, "traffic.", "❗ <b>Ваша мета — трафік, але переходів на сайт не виміряно</b>", "❗ <b>Your goal is traffic, but no visits are measured</b>")]
    [InlineData(Goal.Awareness, "reach.", "❗ <b>Ваша мета — впізнаваність, але переглядів не виміряно</b>", "❗ <b>Your goal is awareness, but no views are measured</b>")]
    [InlineData(Goal.Community, "engagement.", "❗ <b>Ваша мета — спільнота, але взаємодій не виміряно</b>", "❗ <b>Your goal is community, but no engagements are measured</b>")]
    [InlineData(Goal.Support, "feedback.", "❗ <b>Ваша мета — підтримка, але часу відповіді не виміряно</b>", "❗ <b>Your goal is support, but no response time is measured</b>")]
    public void Caption_GoalWithoutFigures_SaysItLoudly(Goal goal, string missing, string uk, string en)
    {
        var report = SampleReport.Sketch().Without(missing).For(client => client with { Goal = goal });

        Assert.Equal(uk, Plain(DigestText.Caption(report.Digest(Reader.Client, Language.Uk))).Split('\n')[1]);
        Assert.Equal(en, Plain(DigestText.Caption(report.Digest(Reader.Client, Language.En))).Split('\n')[1]);
    }

    [Fact]
    public void Caption_SmallCounts_AreToldAsFromTo()
    {
        var report = SampleReport.Sketch().Set("quality.purchases", 4, 3, verdict: Verdict.Unknown);

        Assert.Contains("Покупки із соцмереж: <b>4</b> (3 → 4)", Plain(DigestText.Caption(report.Digest(Reader.Client, Language.Uk))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "GA4 «zerno.ua»: 10 з 14 днів", "GA4 “zerno.ua”: 10 of 14 days")]
    [InlineData(0, "GA4 «zerno.ua»: даних немає за жоден із 14 днів", "GA4 “zerno.ua”: no data for any of 14 days")]
    public void Caption_AccountThatLags_IsNamed(int covered, string uk, string en)
    {
        var report = SampleReport.Sketch().Change("quality.purchases", kpi => kpi with { Accounts = [new AccountFigure("google-analytics/zerno.ua", 184, Due, covered)] });
        report.Accounts = ["instagram/zerno"];

        Assert.Contains(uk, Plain(DigestText.Caption(report.Digest(Reader.Staff, Language.Uk))), StringComparison.Ordinal);
        Assert.Contains(en, Plain(DigestText.Caption(report.Digest(Reader.Staff, Language.En))), StringComparison.Ordinal);
    }

    /// <summary>A figure of a few days in the picture says nothing of an account whose other figures are complete, shown or not.</summary>
    [Fact]
    public void Caption_AccountCompleteInAnotherFigure_DoesNotLag()
    {
        var report = SampleReport.Sketch()
            .Change("quality.purchases", kpi => kpi with { Accounts = [new AccountFigure("google-analytics/zerno.ua", 184, Due, 2)] })
            .Change("traffic.share", kpi => kpi with { Value = 0.2m, Accounts = [new AccountFigure("google-analytics/zerno.ua", 0.2m, Due, 14)] });
        report.Accounts = ["instagram/zerno"];

        Assert.DoesNotContain("zerno.ua", DigestText.Caption(report.Digest(Reader.Staff, Language.Uk)), StringComparison.Ordinal);
    }

    [Fact]
    public void Caption_OneDayToSettle_IsToldAsOne()
    {
        var report = SampleReport.Sketch();
        report.ProvisionalDays = 1;

        Assert.Contains("; 22.11 ще уточнюється<", DigestText.Caption(report.Digest(Reader.Staff, Language.Uk)), StringComparison.Ordinal);
    }

    [Fact]
    public void Caption_LongestNamesAndEveryLine_FitsTelegram() =>
        Gen.Select(Gen.String[0, 400], Gen.Enum<Goal>(), Gen.Enum<Language>(), Gen.Bool, Gen.String[0, 200], Gen.String[0, 300].Array[0, 6]).Sample((name, goal, language, huge, account, alerts) =>
        {
            var report = SampleReport.Sketch().For(client => client with { Name = "<&" + name, Goal = goal });
            report.Accounts = ["instagram/" + account, "facebook/" + account];
            if (huge)
                report.Set("quality.purchases", 123_456_789_012m, 1).Set("paid.cost_per_conversion", 123_456_789_012.34m, 1m).Set("reach.views", 1_000_000_000_000_000_000m, 1);

            var hero = report.Report().Kpis[0];
            var digest = report.Digest(Reader.Staff, language) with
            {
                DueAt = Due,
                Alerts = alerts,
                LongerPeriods = [.. Enumerable.Repeat(new HeroFigure(report.Period, hero), 3)],
            };

            return new DigestCaption(digest).Write().Length <= 1024;
        });

    [Fact]
    public void Details_InUkrainian_ReadAsApproved()
    {
        var report = SampleReport.Sketch()
            .Change("traffic.sessions", kpi => kpi with { PerDay = true, Coverage = 0.61m, Provisional = false, Notes = [new Words("Зміну пораховано без GA4.", "Without GA4.")] })
            .Change("feedback.response_median", kpi => kpi with { Plan = 600 });

        var blocks = DigestText.Details(report.Digest(Reader.Staff, Language.Uk)).Select(Plain).ToList();

        Assert.Equal(
            """
            <b>Кав’ярня «Зерно» · 9–22 листопада 2026</b>
            порівняно з 26 жовтня – 8 листопада
            <i>Повнота даних 92 % · ⏳ ще уточнюється</i>
            """,
            blocks[0]);
        Assert.StartsWith(
            """
            <b>Переходи на сайт</b>
            🟢 Переходи на сайт · візити із соцмереж (сеанси GA4): <b>3 948</b> (+6 % на день) · повнота 61 %
                <i>Зміну пораховано без GA4.</i>
            """,
            blocks[2],
            StringComparison.Ordinal);
        Assert.Contains("🔴 Час відповіді: типовий (медіана): <b>14 хв</b> (+5 хв) · план до 10 хв: перевищено на 4 хв · ⏳", blocks[7], StringComparison.Ordinal);
        Assert.Contains("💡 Дописи під мету зібрали 71 % взаємодій (було 64 %), переходів на сайт на 6 % більше", blocks[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_InEnglish_NameFormulaInputsAccountsAndDays()
    {
        var report = SampleReport.Sketch().Change("engagement.by_reach", kpi => kpi with
        {
            Inputs = new Dictionary<string, decimal?> { ["engagements"] = 12345, ["reach"] = 395673, ["posts"] = 31 },
            Accounts = [new AccountFigure("instagram/zerno", 0.046m, Due, 13), new AccountFigure("facebook/zerno", null, null, 0), new AccountFigure("tiktok/zerno", null, Due, 0)],
        });

        var engagement = Plain(DigestText.Sources(report.Digest(Reader.Staff, Language.En), KpiFamily.Engagement));

        Assert.StartsWith("<b>Where the figures come from · Engagement</b>\nКав’ярня «Зерно» · 9–22 November 2026\n", engagement, StringComparison.Ordinal);
        Assert.Contains(
            """
            Engagement / reach: <b>4.6%</b>
            <blockquote expandable>Engagements ÷ sum of post reach, over posts that know both.
            engagements 12,345, reach 395,673, posts 31
            • Instagram “zerno”: 4.6%; 13 of 14 days; last data 23 November, 09:00
            • Facebook “zerno”: —; no data yet
            • TikTok “zerno”: —; no data for any of 14 days; last data 23 November, 09:00</blockquote>
            """,
            engagement,
            StringComparison.Ordinal);
    }

    /// <summary>Money is never without its currency, also where the figure itself has none.</summary>
    [Fact]
    public void Sources_SumsOfMoney_NameTheirCurrency()
    {
        var report = SampleReport.Sketch()
            .Change("paid.cost_per_follower_blended", kpi => kpi with { Inputs = new Dictionary<string, decimal?> { ["spend"] = 7704.08m, ["net_followers"] = 412 } })
            .Set("quality.roas", 2.5m, 2.4m)
            .Change("quality.roas", kpi => kpi with { Inputs = new Dictionary<string, decimal?> { ["revenue"] = 19260.2m, ["spend"] = 7704.08m } });
        var digest = report.Digest(Reader.Staff, Language.Uk);

        Assert.Contains("витрати 7 704,08 ₴, приріст підписників 412\n", Plain(DigestText.Sources(digest, KpiFamily.Paid)), StringComparison.Ordinal);
        Assert.Contains("дохід 19 260 ₴, витрати 7 704,08 ₴\n", Plain(DigestText.Sources(digest, KpiFamily.Quality)), StringComparison.Ordinal);
    }

    /// <summary>Half a follower is nobody's plan: a part of a month's is told as whole ones, and the percentage is of those.</summary>
    [Fact]
    public void Plan_PartOfAMonths_IsToldInWholePeople()
    {
        var details = Plain(string.Join('\n', DigestText.Details(SampleReport.Sketch()
            .Change("followers.net", kpi => kpi with { Value = 26, Plan = 12.5m })
            .Change("engagement.per_post", kpi => kpi with { Value = 20, Plan = 12.5m })
            .Digest(Reader.Staff, Language.Uk))));

        Assert.Contains("Приріст підписників: <b>26</b> (+32) · план 13: виконано на 200 %", details, StringComparison.Ordinal);
        Assert.Contains("Взаємодії на допис: <b>20</b> · план 12,5: виконано на 160 %", details, StringComparison.Ordinal);
    }

    /// <summary>Answers given before the working hours begin take none of them: no "0 s" that nobody could believe.</summary>
    [Theory]
    [InlineData(0, "⚪ Час відповіді в робочі години &lt; 1 хв, поза робочими годинами", "⚪ Response time, working hours &lt; 1 min, outside working hours")]
    [InlineData(41, "⚪ Час відповіді в робочі години &lt; 1 хв, 86 відповідей", "⚪ Response time, working hours &lt; 1 min, 86 replies")]
    public void Caption_AnswersAtOnce_AreToldAsSuch(int seconds, string uk, string en)
    {
        var report = SampleReport.Sketch().Set("feedback.working_median", seconds);

        Assert.Contains(uk, Plain(DigestText.Caption(report.Digest(Reader.Staff, Language.Uk))).Split('\n'));
        Assert.Contains(en, Plain(DigestText.Caption(report.Digest(Reader.Staff, Language.En))).Split('\n'));
    }

    /// <summary>27 hours of working time are three working days, and not one day and three hours.</summary>
    [Fact]
    public void Details_LongTimesInWorkingHours_AreToldInHours()
    {
        var report = SampleReport.Sketch().Set("feedback.working_p90", 97_200, 93_600, verdict: Verdict.Worse).Set("feedback.response_p90", 97_200);

        var uk = Plain(string.Join('\n', DigestText.Details(report.Digest(Reader.Staff, Language.Uk))));
        var en = Plain(string.Join('\n', DigestText.Details(report.Digest(Reader.Staff, Language.En))));

        Assert.Contains("Час відповіді в робочі години: 9 з 10 не довше ніж: <b>27 год</b> (+1 год)", uk, StringComparison.Ordinal);
        Assert.Contains("Response time, working hours: 9 in 10 within: <b>27 h</b> (+1 h)", en, StringComparison.Ordinal);
        Assert.Contains("Час відповіді: 9 з 10 не довше ніж: <b>1 день 3 год</b>", uk, StringComparison.Ordinal);
    }

    /// <summary>A network that tells of posts and no followers is not in the total, and the total does not say that it is.</summary>
    [Fact]
    public void FollowersTotal_OfSomeNetworks_NamesThem()
    {
        var report = SampleReport.Sketch()
            .Change("followers.total", kpi => kpi with { Accounts = [new AccountFigure("instagram/zerno", 24310, Due, 14), new AccountFigure("youtube/zerno", null, Due, 0)] })
            .Change("engagement.total", kpi => kpi with { Accounts = [new AccountFigure("instagram/zerno", 5000, Due, 14), new AccountFigure("tiktok/zerno", 120, Due, 14)] });
        var digest = report.Digest(Reader.Client, Language.Uk);

        Assert.Contains("⚪ Підписники 24 310 (+412), лише Instagram", Plain(DigestText.Caption(digest)).Split('\n'));
        Assert.Contains("Підписники · на кінець періоду, лише Instagram: <b>24 310</b>", Plain(string.Join('\n', DigestText.Details(digest))), StringComparison.Ordinal);
        Assert.Contains("⚪ Followers 24,310 (+412), Instagram only", Plain(DigestText.Caption(report.Digest(Reader.Client, Language.En))).Split('\n'));
    }

    [Fact]
    public void Sources_FiguresThatAreMissing_StandInOneLineWithTheirReasons()
    {
        var why = new Words("Ще немає даних: дописи.", "No data yet: posts.");
        var report = SampleReport.Sketch()
            .Change("engagement.saves", kpi => kpi with { Notes = [why] })
            .Change("engagement.shares", kpi => kpi with { Notes = [why] })
            .Change("engagement.by_views", kpi => kpi with { Notes = [new Words("Ділити немає на що: перегляди — 0.", "Nothing to divide by: 0 views.")] })
            .Without("engagement.reactions", "engagement.comments", "engagement.per_post", "engagement.by_followers");

        var missing = Plain(DigestText.Sources(report.Digest(Reader.Staff, Language.Uk), KpiFamily.Engagement)).Split('\n')[^1];

        Assert.StartsWith("<i>Немає цифр: ", missing, StringComparison.Ordinal);
        Assert.Contains("Поширення, Збереження — ще немає даних: дописи; ", missing, StringComparison.Ordinal);
        Assert.Contains("Залученість / перегляди — ділити немає на що: перегляди — 0", missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(60, true)]
    public void Sources_ManyAccounts_StillFitOneMessage(int accounts, bool isTooMany)
    {
        var report = SampleReport.Sketch();
        report.Accounts = [.. Enumerable.Range(0, accounts).Select(number => $"instagram/zerno.{number}")];
        foreach (var definition in KpiCatalogue.Definitions)
            report.Change(definition.Key, kpi => kpi with { Value = kpi.Value ?? 1 });

        var texts = Enum.GetValues<KpiFamily>().Select(family => new DigestSources(report.Digest(Reader.Staff, Language.Uk), family).Write()).ToList();

        Assert.All(texts, text => Assert.InRange(text.Length, 1, 4096));
        Assert.All(texts, text => Assert.Equal(isTooMany, text.PlainText.Contains("XLSX", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Language.Uk)]
    [InlineData(Language.En)]
    public void Details_AndSources_FitMessages(Language language)
    {
        var report = SampleReport.Sketch().Change("followers.total", kpi => kpi with { Notes = [.. Enumerable.Repeat(new Words(new string('ж', 900), new string('w', 900)), 9)] });
        var digest = report.Digest(Reader.Staff, language);

        var sources = Enum.GetValues<KpiFamily>().Select(family => new DigestSources(digest, family).Write());
        Assert.All(new DigestDetails(digest).Write().Concat(sources), block => Assert.InRange(block.Length, 1, 4096));
    }

    [Fact]
    public void HideSpend_ForClient_LeavesNoWordOfMoneyAnywhere()
    {
        var report = SampleReport.Sketch()
            .For(client => client with { HideSpend = true, Plans = [new Plan("paid.cost_per_follower_blended", 7.77m, PlanUnit.Month)] })
            .Change("paid.cost_per_follower_blended", kpi => kpi with { Plan = 7.77m });
        var digest = report.Digest(Reader.Client, Language.Uk);

        var everything = string.Join('\n', [DigestText.Caption(digest), DigestText.Plain(digest), .. DigestText.Details(digest), .. Enum.GetValues<KpiFamily>().Select(family => DigestText.Sources(digest, family))]);

        Assert.DoesNotContain("₴", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("7,77", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("CPM", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("ROAS", everything, StringComparison.Ordinal);
        Assert.Empty(digest.Report.Client.Plans);
        Assert.DoesNotContain(digest.Kpis, kpi => kpi.Definition.Spend);
        Assert.DoesNotContain(digest.Tiles, tile => tile.Kpi.Definition.Spend);
        Assert.Equal(6, digest.Tiles.Count);
    }

    [Fact]
    public void HideSpend_ForStaff_ShowsEverything()
    {
        var digest = SampleReport.Sketch().For(client => client with { HideSpend = true }).Digest(Reader.Staff, Language.Uk);

        Assert.Contains(digest.Tiles, tile => tile.Kpi.Definition.Spend);
    }

    private static SampleReport HeroOnly(SampleReport report) =>
        report.Without("followers", "audience", "traffic", "reach", "engagement", "paid", "feedback", "conflicts", "quality.conv", "quality.pages", "quality.session");

    private static void AssertCaption(string expected, Digest digest) => Assert.Equal(expected, Plain(DigestText.Caption(digest)));

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
