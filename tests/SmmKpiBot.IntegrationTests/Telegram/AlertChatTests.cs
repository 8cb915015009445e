using System.Text.RegularExpressions;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Alerts as the team meets them in its chat.</summary>
public sealed class AlertChatTests
{
    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A common rule takes four taps.</summary>
    [Fact]
    public async Task NewRule_FourTaps_IsKept()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        var preview = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Падає на", "Перегляди", "30");
        Assert.Matches("90\\sднів це правило", BotUnderTest.Visible(preview));
        var kept = await PressAsync(bot, preview, "✅ Зберегти");

        var rule = await OwnRuleAsync(bot, client);
        Assert.Equal(new KpiChangeCheck { Kpi = "reach.views", Fire = 0.3m }, rule.Check);
        Assert.Contains(AlertText.Sentence(rule, Reporting.Texts.Language.Uk), System.Net.WebUtility.HtmlDecode(BotUnderTest.Visible(kept)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Росте на", "Перегляди", "50")]
    [InlineData("Досягає числа", "Перегляди", "")]
    [InlineData("Гірше", "Перегляди", "Сильно")]
    [InlineData("Повільні відповіді", "Кожна четверта")]
    [InlineData("Повільні відповіді", "Найповільніші")]
    public async Task NewRule_OfEveryKind_EndsInARehearsalAndIsKept(params string[] taps)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        var preview = await PressAsync(bot, await RulesAsync(bot), ["Нове правило", .. taps]);
        Assert.Matches("За останні 90\\sднів|на минулих даних", BotUnderTest.Visible(preview));
        await PressAsync(bot, preview, "✅ Зберегти");

        Assert.Empty(AlertRuleProblems.Of(await OwnRuleAsync(bot, client)));
    }

    /// <summary>Two rules for one fault would tell of it twice in one message.</summary>
    [Theory]
    [InlineData("collector.access", "Збій джерела", "Втрачено доступ")]
    [InlineData("collector.nodata", "Збій джерела", "Немає нових даних")]
    [InlineData("collector.token", "Кінець доступу", "14")]
    public async Task NewRule_OfWhatABuiltInOneWatches_IsKeptOnlyWhereThatOneIsOff(string builtIn, params string[] taps)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        var refused = await PressAsync(bot, await RulesAsync(bot), ["Нове правило", .. taps, "✅ Зберегти"]);
        Assert.Contains("Таке правило вже є", BotUnderTest.Visible(refused), StringComparison.Ordinal);
        Assert.Empty(await OwnRulesAsync(bot, client));

        var rules = bot.Get<AlertRuleStore>();
        var book = await rules.ReadAsync(Stop);
        var off = AlertRules.Switched(book.Rules, book.ById[builtIn], client.Id, on: false, "off")!;
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => rules.SaveAsync(connection, transaction, off, null), Stop);
        await PressAsync(bot, await RulesAsync(bot), ["Нове правило", .. taps, "✅ Зберегти"]);

        Assert.Single(await OwnRulesAsync(bot, client), rule => rule.Enabled && rule.Check == book.ById[builtIn].Check);
    }

    /// <summary>Other days are no other rule, but what is there can become it in two taps.</summary>
    [Fact]
    public async Task NewRule_EndOfAccessWithOtherDays_IsOfferedAsAChangeOfTheOneThatIsThere()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        var refused = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Кінець доступу", "30", "✅ Зберегти");
        Assert.Contains("Таке правило вже є", BotUnderTest.Visible(refused), StringComparison.Ordinal);
        await PressAsync(bot, refused, "Змінити те правило", "✅ Зберегти");

        var own = await OwnRuleAsync(bot, client);
        Assert.Equal(("collector.token", new TokenCheck { DaysAhead = 30 }), (own.Replaces, own.Check));
    }

    /// <summary>Two look at a rule and change it: whoever keeps it later hears what it has become, and may still have it their way.</summary>
    [Fact]
    public async Task ChangeRule_ThatAnotherChangedMeanwhile_SaysSoAndKeepsTheirs()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Опускається до числа", "Перегляди");
        await PressAsync(bot, Assert.Single(await bot.SayAsync(Owner, "1500")), "✅ Зберегти");
        var rules = bot.Get<AlertRuleStore>();
        var later = await PressAsync(bot, await RulesAsync(bot), await OwnNumberAsync(bot), "Змінити");

        var theirs = await OwnRuleAsync(bot, client) with { Check = new KpiValueCheck { Kpi = "reach.views", Fire = 700 } };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => rules.SaveAsync(connection, transaction, theirs, "Olha"), Stop);
        var refused = await PressAsync(bot, later, "✅ Зберегти");

        Assert.Contains("змінив хтось інший", BotUnderTest.Visible(refused), StringComparison.Ordinal);
        Assert.Contains("700", BotUnderTest.Visible(refused), StringComparison.Ordinal);
        Assert.Equal(700, Assert.IsType<KpiValueCheck>((await OwnRuleAsync(bot, client)).Check).Fire);
        await PressAsync(bot, refused, "Однаково зберегти моє");
        Assert.Equal(1500, Assert.IsType<KpiValueCheck>((await OwnRuleAsync(bot, client)).Check).Fire);
    }

    /// <summary>A client's own rule keeps the general one off: both would tell of the same.</summary>
    [Fact]
    public async Task SwitchOn_WhereTheClientHasItsOwnOfTheSame_SaysWhyNot()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var rules = bot.Get<AlertRuleStore>();
        var book = await rules.ReadAsync(Stop);
        var off = AlertRules.Switched(book.Rules, book.ById["collector.token"], client.Id, on: false, "off")!;
        foreach (var rule in (AlertRule[])[off, book.ById["collector.token"] with { Id = "own", ClientId = client.Id, Check = new TokenCheck { DaysAhead = 30 } }])
            await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => rules.SaveAsync(connection, transaction, rule, null), Stop);

        foreach (var tap in (string[])["Увімкнути", "Повернути загальне"])
        {
            var list = await RulesAsync(bot);
            var number = Regex.Match(BotUnderTest.Visible(list), "(\\d+)\\. ☑️").Groups[1].Value;
            var refused = await PressAsync(bot, list, number, tap);

            Assert.Contains("Таке правило вже є", BotUnderTest.Visible(refused), StringComparison.Ordinal);
            Assert.Equal(["own"], (await OwnRulesAsync(bot, client)).Where(rule => rule.Enabled).Select(rule => rule.Id));
        }
    }

    [Fact]
    public async Task NewRule_PlanAndBudget_UseTheClientsPlansOrAsk()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot, "plan.reach.views=50000/month", "currency=UAH");

        await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Відстає від плану", "Перегляди", "20", "✅ Зберегти");
        Assert.Equal(new PlanPaceCheck { Kpi = "reach.views", Fire = 0.8m }, (await OwnRuleAsync(bot, client)).Check);
        var asked = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Бюджет реклами");
        Assert.Contains("30000", BotUnderTest.Visible(asked), StringComparison.Ordinal);
        var again = Assert.Single(await bot.SayAsync(Owner, "багато"));
        Assert.Contains("не схоже на число", BotUnderTest.Visible(again), StringComparison.Ordinal);
        var pace = Assert.Single(await bot.SayAsync(Owner, "40 000"));
        await PressAsync(bot, pace, "На 10", "✅ Зберегти");

        Assert.Contains(await OwnRulesAsync(bot, client), rule => rule.Check is BudgetPaceCheck { MonthlyBudget: 40_000, Fire: 1.1m });
    }

    [Theory]
    [InlineData("Опускається до числа", "1500", 1500)]
    [InlineData("Падає на", "35 %", 0.35)]
    [InlineData("Гірше", "2,5", 2.5)]
    public async Task NewRule_NumberIsTyped_IsTakenInTheUnitPeopleThinkIn(string kind, string typed, double threshold)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        await PressAsync(bot, await RulesAsync(bot), "Нове правило", kind, "Перегляди");

        var preview = Assert.Single(await bot.SayAsync(Owner, typed));
        await PressAsync(bot, preview, "✅ Зберегти");

        var check = (await OwnRuleAsync(bot, client)).Check;
        Assert.Equal((decimal)threshold, check switch { KpiValueCheck value => value.Fire, KpiChangeCheck change => change.Fire, KpiMedianCheck median => median.Fire, _ => -1 });
    }

    [Theory]
    [InlineData("en", "1,500", 1500.0)]
    [InlineData("en", "1,234,567", 1234567.0)]
    [InlineData("en", "1,500.5", 1500.5)]
    [InlineData("en", "1.500", null)]
    [InlineData("uk", "1,500", null)]
    [InlineData("uk", "1.500", null)]
    [InlineData("uk", "1.234.567", 1234567.0)]
    [InlineData("uk", "1 500,5", 1500.5)]
    [InlineData("uk", "0,125", 0.125)]
    public async Task NewRule_NumberWithMarksBetweenThousands_IsReadInTheAskersLanguageOrAskedAgain(string language, string typed, double? threshold)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var asker = Owner with { AppLanguage = language };
        const string choose = "insert into user_choice (user_id, language) values (@OwnerId, @language) on conflict (user_id) do update set language = excluded.language";
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(choose, new { BotUnderTest.OwnerId, language }, transaction), Stop);
        await PressAsync(bot, Assert.Single(await bot.SayAsync(asker, "/alerts acme")), language == "uk" ? ["Правила", "Нове правило", "Опускається до числа", "Перегляди"] : ["Rules", "New rule", "Drops to", "Views"]);

        var answer = Assert.Single(await bot.SayAsync(asker, typed));

        if (threshold is null)
        {
            Assert.Contains(typed, BotUnderTest.Visible(answer), StringComparison.Ordinal);
            Assert.Contains("1500", BotUnderTest.Visible(answer), StringComparison.Ordinal);
            return;
        }

        await PressAsync(bot, answer, "✅");
        Assert.Equal((decimal)threshold, Assert.IsType<KpiValueCheck>((await OwnRuleAsync(bot, client)).Check).Fire);
    }

    [Fact]
    public async Task NewRule_FigureWithoutAPast_AsksForANumberOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.SayAsync(Owner, "/start");
        var client = await bot.AddClientAsync("acme", "Acme");

        var asked = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Опускається до числа", "Інші показники", "Переходи на сайт", "Переходи на сайт");
        Assert.Equal("‹ Назад", Assert.Single(asked.Content.Buttons.SelectMany(row => row)).Text);
        await PressAsync(bot, Assert.Single(await bot.SayAsync(Owner, "200")), "✅ Зберегти");

        Assert.Equal(new KpiValueCheck { Kpi = "traffic.sessions", Fire = 200 }, (await OwnRuleAsync(bot, client)).Check);
    }

    [Fact]
    public async Task NewRule_NumberThatCannotBe_SaysWhyAndAsksAgain()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await PrepareAsync(bot);
        await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Падає на", "Перегляди");

        Assert.Contains("не може впасти більш ніж на 100", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(Owner, "250"))), StringComparison.Ordinal);
        Assert.Contains("Зберегти", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(Owner, "25"))), StringComparison.Ordinal);
    }

    /// <summary>Each question can be taken back, down to the first one; so can the choice of a part.</summary>
    [Fact]
    public async Task NewRule_Back_AsksTheQuestionBefore()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await PrepareAsync(bot);

        var threshold = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Падає на", "Інші показники", "Охоплення", "Перегляди");
        var kinds = await PressAsync(bot, threshold, "‹ Назад", "‹ Назад", "‹ Назад", "‹ Назад");
        var preview = await PressAsync(bot, kinds, "Росте на", "Перегляди", "30", "Період", "‹ Назад");

        Assert.Contains("про що написати?", BotUnderTest.Visible(kinds), StringComparison.Ordinal);
        Assert.DoesNotContain("‹ Назад", BotUnderTest.Visible(kinds), StringComparison.Ordinal);
        Assert.Contains("щонайменше на 30", System.Net.WebUtility.HtmlDecode(BotUnderTest.Visible(preview)), StringComparison.Ordinal);
        Assert.Contains("✅ Зберегти", BotUnderTest.Visible(preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_EverythingElse_IsChosenBeforeItIsKept()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        var preview = await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Гірше", "Перегляди", "Помітно");
        await PressAsync(bot, preview, "Період", "14", "Днів поспіль", "Якщо так 3", "Щонайменше 5", "3", "Терміново", "Зберегти для всіх");

        var rule = Assert.Single((await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules, rule => rule.Severity == AlertSeverity.Critical && rule.Check is KpiMedianCheck);
        Assert.Null(rule.ClientId);
        Assert.Equal((3, new KpiMedianCheck { Kpi = "reach.views", Fire = 2, WindowDays = 14, MinimumSamples = 3 }), (rule.FireAfter, rule.Check));
        Assert.Contains("14", AlertText.Sentence(rule, Reporting.Texts.Language.Uk), StringComparison.Ordinal);
        Assert.Equal("acme", client.Slug);
    }

    [Fact]
    public async Task Rule_ChangedForOneClient_StandsInForTheGeneralOneAndCanGoBack()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);

        await PressAsync(bot, await RulesAsync(bot), "1", "Змінити", "Поріг", "20", "✅ Зберегти");
        var own = await OwnRuleAsync(bot, client);
        Assert.Equal(("default.views", new KpiChangeCheck { Kpi = "reach.views", Fire = 0.2m }), (own.Replaces, own.Check));
        await PressAsync(bot, await RulesAsync(bot), await OwnNumberAsync(bot), "Повернути загальне");

        Assert.Empty(await OwnRulesAsync(bot, client));
    }

    /// <summary>What a client had in the stead of the general rule becomes the general rule: it holds once for everybody.</summary>
    [Fact]
    public async Task Rule_OfOneClientKeptForAll_BecomesTheGeneralOneThatItStoodInFor()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        await PressAsync(bot, await RulesAsync(bot), "1", "Змінити", "Поріг", "20", "✅ Зберегти");
        var before = (await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules.Count;

        await PressAsync(bot, await RulesAsync(bot), await OwnNumberAsync(bot), "Змінити", "Поріг", "50", "Зберегти для всіх");

        Assert.Empty(await OwnRulesAsync(bot, client));
        var rules = (await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules;
        Assert.Equal(before - 1, rules.Count);
        Assert.Equal(new KpiChangeCheck { Kpi = "reach.views", Fire = 0.5m }, rules.Single(rule => rule.Id == "default.views").Check);
    }

    [Fact]
    public async Task Rule_OfOneClientAloneKeptForAll_IsNotKeptTwice()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        await PressAsync(bot, await RulesAsync(bot), "Нове правило", "Гірше", "Перегляди", "Помітно", "✅ Зберегти");

        await PressAsync(bot, await RulesAsync(bot), await OwnNumberAsync(bot), "Змінити", "Поріг", "Сильно", "Зберегти для всіх");

        Assert.Empty(await OwnRulesAsync(bot, client));
        Assert.Single((await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules, rule => rule.Check is KpiMedianCheck { Kpi: "reach.views", Fire: 3 });
    }

    [Fact]
    public async Task Alert_TakenSilencedAndExplained_SaysSo()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);

        var list = Assert.Single(await bot.SayAsync(owner, "/alerts"));
        var one = Assert.Single(await bot.PressAsync(owner, Id(list, "1")));
        await bot.PressAsync(owner, Id(one, "Беру"));
        var why = Assert.Single(await bot.PressAsync(owner, Id(one, "Чому")));
        var choices = Assert.Single(await bot.PressAsync(owner, Id(one, "Заглушити")));
        var spans = Assert.Single(await bot.PressAsync(owner, Id(choices, "Acme · усі сповіщення")));
        Assert.Contains("Acme · усі сповіщення", BotUnderTest.Visible(spans), StringComparison.Ordinal);
        await bot.PressAsync(owner, Id(spans, "На тиждень"));

        Assert.Contains("спрацювало", BotUnderTest.Visible(why), StringComparison.Ordinal);
        Assert.Contains("взято в роботу: Ольга", BotUnderTest.Visible(why), StringComparison.Ordinal);
        var after = BotUnderTest.Visible(Assert.Single(await bot.SayAsync(owner, "/alerts")));
        Assert.Contains("Взято в роботу: Ольга", after, StringComparison.Ordinal);
        var alert = after[..after.IndexOf("Acme · усі сповіщення", StringComparison.Ordinal)];
        Assert.Matches("🔇 Заглушено до 30\\sлистопада", alert);
    }

    /// <summary>The message that was opened from the list goes on showing how the alert stands; the one that tells of it is edited by itself.</summary>
    [Fact]
    public async Task Alert_OpenedFromTheListAndTaken_ShowsInThePressedMessageWhoHasIt()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);
        var one = Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/alerts")), "1")));

        var taken = Assert.Single(await bot.PressAsync(Owner, Id(one, "Беру")));
        var back = Assert.Single(await bot.PressAsync(Owner, Id(taken, "Повернути")));
        var put = Assert.Single(await bot.PressAsync(Owner, Id(back, "Відкласти до")));

        Assert.All([taken, back, put], message => Assert.IsType<EditTextContent>(message.Content));
        Assert.Contains("Взято в роботу: Ольга", BotUnderTest.Visible(taken), StringComparison.Ordinal);
        Assert.DoesNotContain("Ольга", BotUnderTest.Visible(back), StringComparison.Ordinal);
        Assert.Matches("Відкладено до 24\\sлистопада", BotUnderTest.Visible(put));
    }

    /// <summary>Its chat has one message of an alert: the planner edits it, and the press does not as well.</summary>
    [Fact]
    public async Task Alert_TakenUnderTheMessageThatTellsOfIt_IsWrittenOnce()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);
        bot.Advance(NotificationPlanner.GroupWait);
        await bot.Get<AlertRound>().RunAsync(Stop);
        const string sent = "update outbox set state = 2, attempt = 1, message_id = 7 where dedup_key in (select message_key from alert_notice) and chat_id = @OwnerId";
        Assert.Equal(1, await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sent, new { BotUnderTest.OwnerId }, transaction), Stop));

        var written = await bot.PressAsync(Owner, Id(Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/alerts")), "1"))), "Беру"));

        Assert.Empty(written);
        Assert.Contains("Взято в роботу: Ольга", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(Owner, "/alerts"))), StringComparison.Ordinal);
    }

    /// <summary>The group shows both, and whoever works for one of them changes nothing of the other.</summary>
    [Fact]
    public async Task Alert_InASharedGroup_IsChangedOnlyByWhoWorksForItsClient()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var other = await bot.AddClientAsync("other", "Other");
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, -77);
        await bot.JoinAsync(group, ChatPurpose.Staff, client.Id, other.Id);
        await bot.JoinAsync(BotUnderTest.InPrivate(7), ChatPurpose.Staff, other.Id);
        var stranger = BotUnderTest.InGroup(7, -77);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);

        var list = Assert.Single(await bot.SayAsync(stranger, "/alerts acme"));
        var one = Assert.Single(await bot.PressAsync(stranger, Id(list, "1")));
        var choices = Assert.Single(await bot.PressAsync(group, Id(one, "Заглушити")));
        var spans = Assert.Single(await bot.PressAsync(group, Id(choices, "Acme · усі сповіщення")));
        var rules = Assert.Single(await bot.PressAsync(stranger, Id(list, "Правила")));
        var oneRule = Assert.Single(await bot.PressAsync(stranger, Id(rules, "1")));
        foreach (var button in (string[])[Id(one, "Беру"), Id(one, "Відкласти на"), Id(one, "Заглушити"), Id(choices, "Acme"), Id(spans, "На тиждень"), Id(rules, "Нове правило"), Id(oneRule, "Вимкнути"), Id(oneRule, "Змінити")])
            Assert.Empty(await bot.PressAsync(stranger, button));

        await bot.PressAsync(group, Id(spans, "На тиждень"));
        Assert.Empty(await bot.PressAsync(stranger, Id(Assert.Single(await bot.SayAsync(group, "/alerts acme")), "🔔")));
        Assert.Single(await bot.Get<SilenceStore>().ListAsync(bot.Clock.GetUtcNow(), Stop));
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        Assert.Equal(AlertHuman.None, Assert.Single(await AlertStateStore.OpenAsync(connection, null)).State.Human);
        Assert.Single(await OwnRulesAsync(bot, client));
    }

    /// <summary>The team's chat may be the one of those who run the bot: whoever reads there of a whole network is told the truth about it.</summary>
    [Fact]
    public async Task Alert_OfANetworkInTheChatOfAllTheTeam_IsNotSaidToBeOverToWhoMayNotTakeIt()
    {
        await using var bot = await BotUnderTest.CreateAsync(null, "--Alerts:OperatorChat", "-78");
        await PrepareAsync(bot);
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, -78);
        await bot.JoinAsync(group, ChatPurpose.Staff);
        await bot.JoinAsync(BotUnderTest.InPrivate(7), ChatPurpose.Staff);
        var member = BotUnderTest.InGroup(7, -78);
        AlertLedger ledger = new();
        AlertSubject subject = new("collector.platform", 0, null, AlertMetrics.Platform, "instagram");
        ledger.Step(new StoredState(AlertState.Initial(subject), 0, null), new(1, 1, 1, TimeSpan.Zero), [new(AlertSignal.Breach) { Point = 1, Severity = AlertSeverity.Critical }], bot.Clock.GetUtcNow());
        Assert.True(await bot.Get<LedgerWriter>().WriteAsync(ledger, Stop));
        bot.Advance(NotificationPlanner.GroupWait);
        await bot.Get<AlertTelling>().TellAsync(Stop);
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var buttons = (await connection.QueryAsync<(string Action, string Id)>("select action, id from button where chat_id = -78 and action in ('alert.take', 'alert.why')")).ToDictionary(one => one.Action, one => one.Id);

        var why = BotUnderTest.Visible(Assert.Single(await bot.PressAsync(member, buttons["alert.why"])));
        var taken = await bot.PressAsync(member, buttons["alert.take"]);

        Assert.Contains("спрацювало", why, StringComparison.Ordinal);
        Assert.DoesNotContain(taken, message => BotUnderTest.Visible(message).Contains("вже закрите", StringComparison.Ordinal));
        Assert.Equal("Ольга", Assert.Single(await AlertStateStore.OpenAsync(connection, null)).State.Human.By);
    }

    /// <summary>Under what somebody has taken stands how to give it back, whoever presses.</summary>
    [Fact]
    public async Task Alert_Taken_IsGivenBackByItsButton()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);
        await bot.PressAsync(Owner, Id(Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/alerts")), "1"))), "Беру"));
        var list = Assert.Single(await bot.SayAsync(Owner, "/alerts"));
        Assert.Contains("Взято в роботу: Ольга", BotUnderTest.Visible(list), StringComparison.Ordinal);

        var taken = Assert.Single(await bot.PressAsync(Owner, Id(list, "1")));
        await bot.PressAsync(Owner with { Name = "Ірина" }, Id(taken, "Повернути"));

        Assert.DoesNotContain("Взято в роботу", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(Owner, "/alerts"))), StringComparison.Ordinal);
    }

    /// <summary>Of several accounts it is named which one, in the history as in what can be silenced; a silence of one leaves the others heard.</summary>
    [Fact]
    public async Task Alert_OfAnAccount_NamesItInItsHistoryAndIsSilencedAlone()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var account = Assert.Single(await bot.Get<AccountStore>().ListAsync(client.Id, Stop));
        var subject = new AlertSubject("collector.nodata", client.Id, account.Id, AlertMetrics.NoData, "");
        var state = AlertState.Initial(subject) with
        {
            Condition = AlertCondition.Firing,
            EpisodeId = "01",
            FiredAt = bot.Clock.GetUtcNow(),
            RuleVersion = 1,
            Severity = AlertSeverity.Warning,
            Accounts = [account.FullName],
            Last = new(90_000, 0, 0, AlertSide.Above, Reporting.Kpis.KpiUnit.Seconds),
        };
        await bot.Get<Data.Database.Database>().WriteAsync(
            async (connection, transaction) =>
            {
                await AlertLog.WriteAsync(connection, transaction, [Fired(subject, "01") with { Figures = state.Last }], []);
                await connection.ExecuteAsync(
                    "insert into alert_state (fingerprint, client_id, condition, episode_id, revision, body) values (@fingerprint, @Id, 2, '01', 1, @body)",
                    new { fingerprint = subject.Fingerprint(), client.Id, body = AlertJson.Write(state) },
                    transaction);
            },
            Stop);

        var one = Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/alerts")), "1")));
        var why = await PressAsync(bot, one, "Чому");
        await PressAsync(bot, one, "Заглушити", "Acme · Facebook «page»", "На добу");

        Assert.Contains("Від акаунта немає нових даних · Facebook «page»", BotUnderTest.Visible(why), StringComparison.Ordinal);
        Assert.Matches("спрацювало; запізнюються на 1\\sдень\\s1\\sгод", BotUnderTest.Visible(why));
        var silence = Assert.Single(await bot.Get<SilenceStore>().ListAsync(bot.Clock.GetUtcNow(), Stop));
        Assert.Equal(("facebook/page", client.Id, null), (silence.Account, silence.ClientId, silence.RuleId));
    }

    /// <summary>A rule that watches nothing says so, to those who see its client; a built-in one says that it still watches.</summary>
    [Fact]
    public async Task Alerts_RuleThatCannotBeRead_IsNamedWithTheWayOut()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var other = await bot.AddClientAsync("other", "Other");
        await bot.JoinAsync(BotUnderTest.InPrivate(7), ChatPurpose.Staff, other.Id);
        const string sql = """
            insert into alert_rule (id, client_id, enabled, version, spec, changed_at, deleted) values
                ('01GONE', @Id, 1, 1, '{"severity":"warning","check":{"kind":"of-the-future.9"}}', 0, 0),
                ('default.views', null, 1, 2, '{"severity":"warning","check":{"kind":"of-the-future.9"}}', 0, 0)
            """;
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { client.Id }, transaction), Stop);

        var shown = BotUnderTest.Visible(Assert.Single(await bot.SayAsync(Owner, "/alerts")));
        var elsewhere = BotUnderTest.Visible(Assert.Single(await bot.SayAsync(BotUnderTest.InPrivate(7), "/alerts")));

        Assert.Contains($"⚠️ {client.Name} — правило не працює; приберіть його на сервері: <code>alert remove 01GONE</code>", shown, StringComparison.Ordinal);
        Assert.Contains("⚠️ Усі клієнти — вбудоване правило діє без ваших змін; приберіть їх на сервері: <code>alert remove default.views</code>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("01GONE", elsewhere, StringComparison.Ordinal);
    }

    /// <summary>What floods the log of others hides nothing, and shows nothing, to who sees one client; whole networks are the owner's matter.</summary>
    [Fact]
    public async Task History_OfAnotherClientAndOfANetwork_IsSeenByTheOwnerOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var other = await bot.AddClientAsync("other", "Other");
        var staff = BotUnderTest.InPrivate(7);
        await bot.JoinAsync(staff, ChatPurpose.Staff, other.Id);
        AlertEvent[] events =
        [
            Fired(new("default.views", other.Id, null, "reach.views", ""), "01"),
            .. Enumerable.Range(0, 600).Select(at => Fired(new("default.views", client.Id, null, "reach.views", ""), $"1{at}")),
            Fired(new("collector.platform", 0, null, AlertMetrics.Platform, "instagram"), "02"),
        ];
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => AlertLog.WriteAsync(connection, transaction, events, []), Stop);

        var seen = BotUnderTest.Visible(Assert.Single(await bot.PressAsync(staff, Id(Assert.Single(await bot.SayAsync(staff, "/alerts")), "Історія"))));
        var owners = BotUnderTest.Visible(Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/alerts")), "Історія"))));

        Assert.Contains("Other", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Acme", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Instagram", seen, StringComparison.Ordinal);
        Assert.Contains("Instagram", owners, StringComparison.Ordinal);
        Assert.Contains("Acme", owners, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silences_OfOneAuthor_EachButtonNamesWhatItEnds()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);
        var one = Assert.Single(await bot.PressAsync(owner, Id(Assert.Single(await bot.SayAsync(owner, "/alerts")), "1")));
        foreach (var what in (string[])["Acme · Перегляди", "Acme · усе: показники", "Acme · усі сповіщення"])
        {
            var choices = Assert.Single(await bot.PressAsync(owner, Id(one, "Заглушити")));
            await bot.PressAsync(owner, Id(Assert.Single(await bot.PressAsync(owner, Id(choices, what))), "На добу"));
        }

        var list = Assert.Single(await bot.SayAsync(owner, "/alerts"));

        var names = list.Content.Buttons.SelectMany(row => row).Select(button => button.Text).Where(text => text.StartsWith("🔔", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, names.Distinct().Count());
        Assert.Contains("🔔 Зняти: Acme · показники", names);
        Assert.Contains(names, name => name.StartsWith("🔔 Зняти: Acme · Перегляди", StringComparison.Ordinal));
    }

    /// <summary>The same digest, with its details: the team reads what is silenced, the client nothing of it.</summary>
    [Fact]
    public async Task Digest_OfASilencedClient_SaysSoToTheTeamOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot, "goal=awareness");
        var customer = BotUnderTest.InPrivate(8);
        await bot.JoinAsync(customer, ChatPurpose.Client, client.Id);
        var now = bot.Clock.GetUtcNow();
        Silence silence = new() { Id = "1", ClientId = client.Id, Author = "Марія", From = now, Until = now.AddDays(7) };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence), Stop);

        var digest = Assert.Single(await bot.SayAsync(Owner, "/digest acme"));
        var details = Assert.Single(await bot.PressAsync(Owner, Id(digest, "Докладно"), onPhoto: true));
        var seen = Assert.Single(await bot.SayAsync(customer, "/digest"));
        var seenDetails = Assert.Single(await bot.PressAsync(customer, Id(seen, "Докладно"), onPhoto: true));

        foreach (var message in (OutboxMessage[])[digest, details])
            Assert.Contains("🔇 Acme · усі сповіщення", BotUnderTest.Visible(message), StringComparison.Ordinal);
        foreach (var message in (OutboxMessage[])[seen, seenDetails])
            Assert.DoesNotContain("Марія", BotUnderTest.Visible(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietHours_ChosenInSettings_AreKept()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

        var settings = (await bot.SayAsync(owner, "/settings")).First(message => BotUnderTest.Visible(message).Contains("Тихі години", StringComparison.Ordinal));
        var quiet = Assert.Single(await bot.PressAsync(owner, Id(settings, "🌙")));
        await bot.PressAsync(owner, Id(quiet, "Без тиші"));

        var chat = (await bot.Get<ChatStore>().ListAsync(Stop)).First(chat => chat.Purpose == ChatPurpose.Owner);
        Assert.Null(await bot.Get<QuietStore>().OfAsync(chat, Stop));
    }

    private static async Task<OutboxMessage> RulesAsync(BotUnderTest bot) => await PressAsync(bot, Assert.Single(await bot.SayAsync(Owner, "/alerts acme")), "Правила");

    /// <summary>One button after the other, by how their texts begin.</summary>
    private static async Task<OutboxMessage> PressAsync(BotUnderTest bot, OutboxMessage message, params string[] texts)
    {
        foreach (var text in texts)
            message = Assert.Single(await bot.PressAsync(Owner, Id(message, text)));
        return message;
    }

    private static async Task<IReadOnlyList<AlertRule>> OwnRulesAsync(BotUnderTest bot, Client client) =>
        [.. (await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules.Where(rule => rule.ClientId == client.Id)];

    /// <summary>The number in the list of the rule that the client has for itself.</summary>
    private static async Task<string> OwnNumberAsync(BotUnderTest bot)
    {
        var lines = System.Net.WebUtility.HtmlDecode(((TextContent)(await RulesAsync(bot)).Content).Html).Split('\n').SkipWhile(line => !line.StartsWith("1. ", StringComparison.Ordinal)).ToList();
        return $"{1 + lines.FindIndex(line => line.Contains("своє", StringComparison.Ordinal))}";
    }

    private static async Task<AlertRule> OwnRuleAsync(BotUnderTest bot, Client client) => Assert.Single(await OwnRulesAsync(bot, client));

    private static AlertEvent Fired(AlertSubject subject, string episode) => new()
    {
        Kind = AlertEventKind.Fired,
        Reason = AlertReason.Breach,
        At = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        Subject = subject,
        EpisodeId = episode,
        Severity = AlertSeverity.Warning,
    };

    private static string Id(OutboxMessage message, string text) =>
        message.Content.Buttons.SelectMany(row => row).First(button => button.Text.StartsWith(text, StringComparison.Ordinal)).CallbackData!;

    private static async Task<Client> PrepareAsync(BotUnderTest bot, params string[] keys)
    {
        await bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        var client = await bot.Get<ClientStore>().AddAsync("acme", "Acme", [.. keys.Select(key => key.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1]))], Stop);
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "facebook", "page", null, Stop))!;
        var now = bot.Clock.GetUtcNow();
        var yesterday = LocalDay.Of(now, client.TimeZone).AddDays(-1);
        await using var writer = await bot.Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Network, ObservedAt = now }, Stop);
        for (var day = 0; day < 90; day++)
            await writer.WriteAsync(new MetricPoint(account.Id, MetricCatalogue.Views, "", yesterday.AddDays(-day), 1000 + day, now, now), Stop);
        await writer.WriteAsync(new ObservedSpan(account.Id, FactKind.OfMetric(MetricCatalogue.Views), yesterday.AddDays(-89), yesterday, now), Stop);
        await writer.CompleteAsync(Stop);
        return client;
    }
}
