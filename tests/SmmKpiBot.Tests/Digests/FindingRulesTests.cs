using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

public sealed class FindingRulesTests
{
    /// <summary>Rules that warn of missing knowledge or of a state, and claim no change.</summary>
    private static readonly string[] Warnings = ["data-missing", "followers-outside-target", "slow-answers", "conflicts-open", "plan-behind", "untagged-visits"];

    public static TheoryData<string, Reader, string, string> Cases() => new()
    {
        { "followers-outside-target", Reader.Client, "Підписників побільшало на 412, але серед нових із ЦА лише 41 % (серед усіх — 58 %)", "Followers grew by 412, but only 41% of the new ones are in the target audience (58% of all)" },
        { "engagement-off-goal", Reader.Client, "Взаємодій більше, але на дописи під мету припадає лише 48 % із них (було 64 %)", "There is more engagement, but only 48% of it is on goal topics (was 64%)" },
        { "engagement-thinner", Reader.Client, "Взаємодій на 9 % більше, але відносно охоплення їх менше: 3 % (було 4,2 %)", "There is 9% more engagement, but less of it per person reached: 3% (was 4.2%)" },
        { "visits-without-depth", Reader.Client, "Переходів на сайт на 6 % більше, але вони поверховіші: 1,4 стор. за візит (було 2,1)", "There are 6% more site visits, but they are shallower: 1.4 pages per visit (was 2.1)" },
        { "visits-without-conversions", Reader.Client, "Переходів на сайт на 6 % більше, але конверсією завершується менша їх частка: 3,1 % (було 4,2 %)", "There are 6% more site visits, but a smaller share of them converts: 3.1% (was 4.2%)" },
        { "slow-answers", Reader.Staff, "Вчасно відповіли лише в 62 % випадків; норма — 10 хв, типова відповідь — 14 хв", "Only 62% of waits were answered on time; promised 10 min, typical 14 min" },
        { "conflicts-open", Reader.Staff, "Невирішених конфліктів на кінець періоду: 3; вирішено за період: 3", "3 conflicts still open at the end of the period; 3 resolved in it" },
        { "plan-behind", Reader.Client, "Переходи на сайт: 3 948, план 6 000: виконано на 66 %", "Site visits from social: 3,948, plan 6,000: 66% done" },
        { "costly-growth", Reader.Client, "Підписник обходиться дорожче (орієнтовно): 26,10 ₴ (було 20,50 ₴)", "A follower costs more (estimate): ₴26.10 (was ₴20.50)" },
        { "untagged-visits", Reader.Staff, "42 % переходів без UTM: не видно, які дописи їх принесли. Додайте мітки до посилань", "42% of visits are untagged: nobody can tell which posts brought them. Add UTM tags to the links" },
        { "one-account-drives", Reader.Client, "Майже вся зміна — від одного акаунта: GA4 «a» (100 → 134)", "Nearly all of the change comes from one account: GA4 “a” (100 → 134)" },
        { "data-missing", Reader.Staff, "GA4 «shop.ua»: є дані лише за 5 з 14 днів, тому частину змін оцінити не можна", "GA4 “shop.ua”: data for only 5 of 14 days, so some changes cannot be judged" },
        { "engagement-on-goal", Reader.Client, "Дописи під мету зібрали 71 % взаємодій (було 64 %), переходів на сайт на 6 % більше", "Posts on goal topics drew 71% of the engagement (was 64%), with 6% more site visits" },
        { "followers-in-target", Reader.Client, "Серед нових підписників більше людей із ЦА: 63 % (було 58 %)", "More of the new followers are in the target audience: 63% (was 58%)" },
        { "visits-convert", Reader.Client, "Візити із соцмереж частіше завершуються конверсією: 5,6 % (було 4,2 %)", "Visits from social convert more often: 5.6% (was 4.2%)" },
        { "faster-answers", Reader.Client, "Клієнтам відповідають швидше: зазвичай за 14 хв (було 20 хв)", "Customers get answers sooner: typically in 14 min (was 20 min)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Find_TheFiguresOfARule_SaysItToWhomItConcerns(string rule, Reader concerned, string uk, string en)
    {
        var digest = Report(rule).Digest(Reader.Staff, Language.Uk);

        var finding = digest.Findings.Single(finding => finding.Rule == rule);

        Assert.Equal(uk, finding.Text.Uk.Replace('\u00A0', ' ').Replace('\u202F', ' '));
        Assert.Equal(en, finding.Text.En.Replace('\u00A0', ' '));
        Assert.Equal(concerned, finding.For);
        Assert.All(finding.Keys, key => Assert.NotNull(digest.Report[key].Value));
    }

    [Fact]
    public void Find_ForAClient_LeavesOutWhatConcernsTheTeam() =>
        Assert.All(Report("untagged-visits").Set("conflicts.open", 9, 1).Digest(Reader.Client, Language.Uk).Findings, finding => Assert.Equal(Reader.Client, finding.For));

    [Fact]
    public void Find_CostWithHiddenSpend_IsNotTold() =>
        Assert.DoesNotContain(
            Report("costly-growth").For(client => client with { HideSpend = true }).Digest(Reader.Client, Language.Uk).Findings,
            finding => finding.Rule == "costly-growth");

    [Fact]
    public void Find_AnyFigures_TellsAtMostThreeAndNoneOfThemUnjudged() =>
        Gen.Select(Gen.Enum<Verdict>().Array[KpiCatalogue.Definitions.Count], Gen.Decimal[0, 2].Array[KpiCatalogue.Definitions.Count], Gen.Enum<Goal>())
            .Sample((verdicts, factors, goal) =>
            {
                var report = SampleReport.Sketch().For(client => client with { Goal = goal, AnswerTargets = new AnswerTargets(TimeSpan.FromMinutes(10), null) });
                foreach (var (definition, index) in KpiCatalogue.Definitions.Select((definition, index) => (definition, index)))
                    report.Set(definition.Key, 100 * factors[index], 100, verdict: verdicts[index]);

                var digest = report.Digest(Reader.Staff, Language.Uk);
                return digest.Findings.Count <= 3 && digest.Findings.All(finding => Warnings.Contains(finding.Rule) || finding.Keys.Any(key => digest.Report[key].Verdict is Verdict.Better or Verdict.Worse));
            });

    [Fact]
    public void Find_UnknownVerdicts_ClaimNoChange()
    {
        var report = SampleReport.Sketch();
        foreach (var kpi in report.Report().Kpis)
            report.Change(kpi.Key, result => result with { Verdict = Verdict.Unknown });

        Assert.All(report.Digest(Reader.Staff, Language.Uk).Findings, finding => Assert.Contains(finding.Rule, Warnings));
    }

    [Fact]
    public void Find_AFigureThatCannotBeHadOfACoveredAccount_IsNoMissingData()
    {
        var report = SampleReport.Sketch()
            .Change("reach.account", kpi => kpi with { Value = null, Coverage = 0.5m, Accounts = [new AccountFigure("instagram/a", null, DateTimeOffset.UnixEpoch, 0)] })
            .Change("reach.views", kpi => kpi with { Accounts = [new AccountFigure("instagram/a", 10, DateTimeOffset.UnixEpoch, 14)] });

        Assert.DoesNotContain(report.Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "data-missing");
    }

    /// <summary>Traffic is complete; that visitors of the whole period came only once says nothing of its days.</summary>
    [Fact]
    public void Find_AKnownFigureOfAWindow_IsNoMissingDataEither()
    {
        var report = SampleReport.Sketch().Set("traffic.users", 900, 880).Change("traffic.users", kpi => kpi with { Coverage = 0.07m, Accounts = [new AccountFigure("google-analytics/zerno.ua", 900, DateTimeOffset.UnixEpoch, 1)] });

        Assert.DoesNotContain(report.Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "data-missing");
    }

    /// <summary>How many follow is counted every day, and the window of the whole period has its one answer: neither hides that days of the rest are missing.</summary>
    [Theory]
    [InlineData("followers.total")]
    [InlineData("reach.account")]
    public void Find_DaysOfTheHeroAreMissing_IsSaidWhateverElseIsComplete(string complete)
    {
        var report = SampleReport.Sketch();
        var hero = report.Digest(Reader.Staff, Language.Uk).Hero.Key;
        report.Change(hero, kpi => kpi with { Coverage = 0.7m, Accounts = [new AccountFigure("youtube/kino", 10, DateTimeOffset.UnixEpoch, 10)] })
            .Change(complete, kpi => kpi with { Accounts = [new AccountFigure("youtube/kino", 10, DateTimeOffset.UnixEpoch, 14)] });

        Assert.Contains(report.Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "data-missing");
    }

    [Theory]
    [InlineData(-0.4, 200, 1.0)]
    [InlineData(0.41, 1, 1.0)]
    [InlineData(0.41, 200, 0.5)]
    public void Find_NewFollowersWhoseShareIsNone_AreNotJudgedByIt(double share, long known, double coverage)
    {
        var report = SampleReport.Sketch().Set("audience.new_match", (decimal)share, 0.55m).Change("audience.new_match", kpi => kpi with { Events = known, Coverage = (decimal)coverage });
        var digest = report.Digest(Reader.Staff, Language.Uk);

        Assert.DoesNotContain(digest.Findings, finding => finding.Rule == "followers-outside-target");
        Assert.Contains("Підписники 24 310 (+412), ЦА 58 %", DigestText.Caption(digest).Replace('\u00A0', ' ').Replace('\u202F', ' ').Split('\n').Select(line => line[2..]));
    }

    [Fact]
    public void Find_NewFollowersBeyondAll_AreNotMoreOfTheTarget() =>
        Assert.DoesNotContain(SampleReport.Sketch().Set("audience.new_match", 1.4m, 0.55m).Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "followers-in-target");

    [Fact]
    public void Find_LessEngagementByFewerPeople_IsNotMoreEngagement()
    {
        var report = Report("engagement-off-goal").Set("engagement.total", 3000, 4700);

        Assert.DoesNotContain(report.Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "engagement-off-goal");
    }

    [Fact]
    public void Find_OnlyTheRateOfEngagementGrew_SaysSo()
    {
        var finding = Report("engagement-off-goal").Set("engagement.total", 4750, 4700).Digest(Reader.Staff, Language.Uk).Findings.Single(finding => finding.Rule == "engagement-off-goal");

        Assert.StartsWith("Відносно охоплення взаємодій більше, але на дописи під мету припадає лише 48", finding.Text.Uk, StringComparison.Ordinal);
        Assert.Equal("There is more engagement per person reached, but only 48% of it is on goal topics (was 64%)", finding.Text.En);
    }

    /// <summary>In a shorter month there may be more visits a day and fewer in all.</summary>
    [Fact]
    public void Find_MoreVisitsPerDay_AreNotToldAsMoreInAll()
    {
        var finding = Report("visits-without-conversions").Change("traffic.sessions", kpi => kpi with { PerDay = true }).Digest(Reader.Staff, Language.Uk).Findings.Single(finding => finding.Rule == "visits-without-conversions");

        Assert.StartsWith("Переходів на сайт на 6 % більше на день, але ", finding.Text.Uk.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.StartsWith("There are 6% more site visits per day, but ", finding.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoShareOnTimeKnown_TellsThePromise()
    {
        var report = SampleReport.Sketch().For(client => client with { AnswerTargets = new AnswerTargets(TimeSpan.FromMinutes(10), null) }).Without("engagement.on_topic");

        var text = report.Digest(Reader.Staff, Language.Uk).Findings.Single(finding => finding.Rule == "slow-answers").Text;

        Assert.Equal("A typical answer takes 14 min; the promise is 10 min", text.En.Replace('\u00A0', ' '));
    }

    [Fact]
    public void Find_AnAccountWithoutASingleDay_SaysThatThereAreNoData()
    {
        var report = SampleReport.Sketch().Change("quality.purchases", kpi => kpi with { Coverage = 0, Accounts = [new AccountFigure("google-analytics/shop.ua", 0, DateTimeOffset.UnixEpoch, 0)] });

        var text = report.Digest(Reader.Staff, Language.Uk).Findings.Single(finding => finding.Rule == "data-missing").Text;

        Assert.Equal("GA4 «shop.ua»: за цей період даних немає, тому частину змін оцінити не можна", text.Uk);
        Assert.Equal("GA4 “shop.ua”: no data for this period, so some changes cannot be judged", text.En);
    }

    [Fact]
    public void Find_FasterByTheClockButSlowerInWorkingHours_DoesNotClaimFasterAnswers()
    {
        var report = SampleReport.Sketch().Set("feedback.response_median", 840, 1200).Set("feedback.working_median", 600, 400).Without("engagement.on_topic");

        Assert.DoesNotContain(report.Digest(Reader.Staff, Language.Uk).Findings, finding => finding.Rule == "faster-answers");
    }

    private static SampleReport Report(string rule) => rule switch
    {
        "followers-outside-target" => SampleReport.Sketch().Set("audience.new_match", 0.41m, 0.55m),
        "engagement-off-goal" => SampleReport.Sketch().Set("engagement.on_topic", 0.48m, 0.64m).Set("engagement.on_topic_by_reach", 0.02m, 0.03m),
        "engagement-thinner" => SampleReport.Sketch().Set("engagement.by_reach", 0.03m, 0.042m),
        "visits-without-depth" => SampleReport.Sketch().Set("quality.pages_per_session", 1.4m, 2.1m),
        "visits-without-conversions" => SampleReport.Sketch().Set("quality.conversion_rate", 0.031m, 0.042m),
        "slow-answers" => SampleReport.Sketch().For(client => client with { AnswerTargets = new AnswerTargets(TimeSpan.FromMinutes(10), null) }).Set("feedback.sla_rate", 0.62m, 0.7m),
        "conflicts-open" => SampleReport.Sketch().Set("conflicts.open", 3, 1),
        "plan-behind" => SampleReport.Sketch().Change("traffic.sessions", kpi => kpi with { Plan = 6000 }),
        "costly-growth" => SampleReport.Sketch().Set("paid.cost_per_follower_blended", 26.10m, 20.50m),
        "untagged-visits" => SampleReport.Sketch().Set("traffic.untagged_share", 0.42m, 0.42m),
        "one-account-drives" => SampleReport.Sketch().Change("quality.purchases", kpi => kpi with
        {
            Accounts = [new AccountFigure("google-analytics/a", 134, null, 14) { Previous = 100 }, new AccountFigure("google-analytics/b", 50, null, 14) { Previous = 50 }],
        }),
        "data-missing" => SampleReport.Sketch().Change("quality.purchases", kpi => kpi with
        {
            Coverage = 0.36m,
            Accounts = [new AccountFigure("google-analytics/shop.ua", 184, DateTimeOffset.UnixEpoch, 5)],
        }),
        "visits-convert" => SampleReport.Sketch().Set("quality.conversion_rate", 0.056m, 0.042m).Without("engagement.on_topic"),
        "faster-answers" => SampleReport.Sketch().Set("feedback.response_median", 840, 1200).Without("engagement.on_topic"),
        _ => SampleReport.Sketch(),
    };
}
