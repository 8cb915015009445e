using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>Which figure a rule is about: first those that are asked for most and that the client has, then all of them by family.</summary>
internal sealed class RuleFigures(RuleRehearsal rehearsal)
{
    private static readonly string[] Usual =
    [
        "reach.views", "engagement.total", "engagement.by_reach", "followers.growth_rate", "traffic.sessions", "quality.conversions", "quality.purchases", "paid.spend",
        "paid.cost_per_follower", "feedback.response_median",
    ];

    private const int MostUsual = 6;

    private readonly RuleRehearsal _rehearsal = rehearsal;

    public async Task<(TelegramHtml Html, Keyboard Keyboard)> AskAsync(Turn turn, Client client, RuleDraft draft, CancellationToken cancellationToken)
    {
        var keyboard = turn.NewKeyboard();
        var kind = draft.Kind!.Value;
        if (kind == RuleKind.Plan)
            return Planned(turn, client, draft, keyboard);

        if (draft.Family is { } family)
        {
            foreach (var kpi in Offered().Where(kpi => kpi.Family == family))
                RuleBuilder.Step(keyboard.Row(), turn.Say(kpi.Title), client, draft with { Kpi = kpi.Key });
        }
        else if (draft.Families)
        {
            var families = Offered().Select(kpi => kpi.Family).Distinct().ToList();
            for (var at = 0; at < families.Count; at++)
                RuleBuilder.Step(at % 2 == 0 ? keyboard.Row() : keyboard, FamilyNames.Of(families[at]).In(turn.Language), client, draft with { Family = families[at] });
        }
        else
        {
            var known = await _rehearsal.KnownAsync(client, cancellationToken);
            var usual = Usual.Where(known.Contains).Take(MostUsual).ToList();
            foreach (var kpi in (usual.Count > 0 ? usual : Usual.Take(MostUsual)).Select(KpiCatalogue.Find).OfType<KpiDefinition>())
                RuleBuilder.Step(keyboard.Row(), turn.Say(kpi.Title), client, draft with { Kpi = kpi.Key });
            RuleBuilder.Step(keyboard.Row(), turn.Say(new("Інші показники…", "Other figures…")), client, draft with { Families = true });
        }

        return (RuleBuilder.Question(turn, client, new("за яким показником стежити?", "which figure shall I watch?")), keyboard);
    }

    /// <summary>A plan's pace needs a plan.</summary>
    private static (TelegramHtml Html, Keyboard Keyboard) Planned(Turn turn, Client client, RuleDraft draft, Keyboard keyboard)
    {
        var planned = Offered().Where(kpi => client.Plans.Any(plan => plan.KpiKey == kpi.Key)).ToList();
        foreach (var kpi in planned)
            RuleBuilder.Step(keyboard.Row(), turn.Say(kpi.Title), client, draft with { Kpi = kpi.Key });
        var html = RuleBuilder.Question(turn, client, new("за яким планом стежити?", "which plan shall I watch?"));
        return (planned.Count > 0 ? html : html.Line().Line().Text(turn.Say(new("Планів ще немає. Задайте на сервері бота, наприклад: ", "There are no plans yet. Set one on the bot's server, e.g. "))).Code($"client set {client.Slug} plan.reach.views=50000/month"), keyboard);
    }

    /// <summary>Account reach has figures of single accounts only.</summary>
    private static IEnumerable<KpiDefinition> Offered() => KpiCatalogue.Definitions.Where(kpi => kpi.Key != "reach.account");
}
