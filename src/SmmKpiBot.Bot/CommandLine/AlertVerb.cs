using System.CommandLine;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Building;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>alert</c>: what is watched, what goes on, what happened, what is silenced.</summary>
internal static class AlertVerb
{
    public static Verb Build(VerbRunner runner) => new Verb(
        "alert",
        "Alerts: what is watched, what goes on, what happened, what is silenced.",
        "alert list acme",
        "alert add acme --kpi reach.views --falls 30",
        "alert history acme").With(
        List(runner), Add(runner), Set(runner), Remove(runner), Rehearse(runner), History(runner), AlertSilenceVerb.Build(runner));

    private static Verb List(VerbRunner runner)
    {
        var slug = new Argument<string?>("SLUG") { Description = "Only of this client.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("list", "Lists the rules, and what goes on now, worst first.", "alert list", "alert list acme --format json").With(slug);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = parsed.GetValue(slug) is { } typed ? await scope.ClientAsync(typed, cancellationToken) : null;
            var clients = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).ToDictionary(one => one.Id);
            var book = await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken);
            var rules = client is null ? book.Rules : [.. book.Rules.Where(rule => rule.ClientId is null || rule.ClientId == client.Id)];
            var now = scope.Get<TimeProvider>().GetUtcNow();
            var open = await scope.Get<OpenAlerts>().ReadAsync(client is null ? [.. clients.Keys] : [client.Id], client is null, cancellationToken);
            scope.Answer.Write(
                new { Rules = rules.Select(rule => AlertAnswer.Of(rule, clients)), Open = open.Select(episode => AlertAnswer.Of(episode, book, clients, now)) },
                () => AlertAnswer.Text(rules, open, book, clients));
            foreach (var unreadable in book.Unreadable)
                await scope.Error.WriteLineAsync(unreadable.ToString());
        });
        return verb;
    }

    private static Verb Add(VerbRunner runner)
    {
        var target = new AlertTarget();
        var options = new AlertRuleOptions();
        var verb = new Verb(
            "add",
            "Adds a rule, for one client or for all.",
            "alert add acme --kpi reach.views --falls 30",
            "alert add acme --kpi followers.net --below 0 --window 7 --patience 3",
            "alert add --all --slow-answers 25 --severity critical",
            "alert add acme --budget-pace 20 --budget 30000",
            "alert add acme --kpi conflicts.opened --above 3").With([.. target.Symbols, .. options.Symbols]);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await target.ClientAsync(scope, parsed, cancellationToken);
            var now = scope.Get<TimeProvider>().GetUtcNow();
            var rule = options.Apply(parsed, RuleChecks.New(options.Check(parsed) ?? throw options.Missing()) with { Id = Ulid.New(now), ClientId = client?.Id });
            await SaveAsync(scope, rule, client, cancellationToken);
        });
        return verb;
    }

    private static Verb Set(VerbRunner runner)
    {
        var id = new Argument<string>("ID") { Description = "The rule, as alert list shows it." };
        var on = new Option<bool>("--on") { Description = "Switches it on." };
        var off = new Option<bool>("--off") { Description = "Switches it off." };
        var only = new Option<string?>("--client") { Description = "Switches a general rule for this client only.", HelpName = "SLUG" };
        var options = new AlertRuleOptions();
        var verb = new Verb(
            "set",
            "Changes a rule, or switches it on or off; what is open of it is closed as changed.",
            "alert set default.views --falls 50 --kpi reach.views",
            "alert set default.views --off --client acme",
            "alert set collector.token --token-days 30",
            "alert set default.answers --patience 3").With([id, on, off, only, .. options.Symbols]);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            if (parsed.GetValue(on) && parsed.GetValue(off))
                throw new CommandLineException("--on and --off cannot stand together.");
            var book = await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken);
            var rule = Find(book, parsed.GetRequiredValue(id));
            if (parsed.GetValue(only) is { } slug)
            {
                if (!parsed.GetValue(on) && !parsed.GetValue(off))
                    throw new CommandLineException("--client needs --on or --off; a rule of its own is made by alert add.");
                var client = await scope.ClientAsync(slug, cancellationToken);
                if (rule.ClientId is { } of && of != client.Id)
                    throw new CommandLineException($"The rule '{rule.Id}' is another client's.");
                await AlertRuleChanges.SwitchAsync(scope, rule, client, parsed.GetValue(on), cancellationToken);
                scope.Answer.Write(new { rule.Id, Client = client.Slug, Enabled = parsed.GetValue(on) }, () => $"{rule.Id} is {(parsed.GetValue(on) ? "on" : "off")} for {client.Slug}.");
                return;
            }

            var changed = options.Apply(parsed, rule with { Check = options.Check(parsed) ?? rule.Check, Enabled = parsed.GetValue(on) || (rule.Enabled && !parsed.GetValue(off)) });
            var owner = changed.ClientId is { } clientId ? await scope.Get<ClientStore>().FindAsync(clientId, cancellationToken) : null;
            await SaveAsync(scope, changed, owner, cancellationToken);
        });
        return verb;
    }

    private static Verb Remove(VerbRunner runner)
    {
        var id = new Argument<string>("ID") { Description = "The rule, as alert list shows it." };
        var verb = new Verb("remove", "Removes a rule; a built-in one is as it was built again (switch it off with alert set ID --off).", "alert remove 01KADV3Q7V5C9N2W8ZK4R6T1YB").With(id);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var book = await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken);
            var typed = parsed.GetRequiredValue(id);
            var rule = book.Unreadable.Any(one => one.Id == typed) ? null : Find(book, typed);
            var ruleId = rule?.Id ?? typed;
            var owner = rule?.ClientId is { } clientId ? await scope.Get<ClientStore>().FindAsync(clientId, cancellationToken) : null;
            if (!await AlertRuleChanges.RemoveAsync(scope, ruleId, owner, cancellationToken))
                throw new CommandLineException($"The rule '{ruleId}' is built in and was never changed; switch it off with alert set {ruleId} --off.");
            scope.Answer.Write(new { Removed = ruleId }, () => $"{ruleId} removed.");
        });
        return verb;
    }

    private static Verb Rehearse(VerbRunner runner)
    {
        var slug = Given.Slug();
        var id = new Option<string?>("--rule") { Description = "A rule that is there.", HelpName = "ID" };
        var options = new AlertRuleOptions();
        var verb = new Verb(
            "rehearse",
            "Says when a rule would have fired in the last 90 days, on stored facts and by the code that runs live; stores nothing.",
            "alert rehearse acme --kpi reach.views --falls 30",
            "alert rehearse acme --rule default.views").With([slug, id, .. options.Symbols]);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var rule = parsed.GetValue(id) is { } known ? Find(await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken), known) : null;
            var tried = options.Apply(parsed, rule ?? RuleChecks.New(options.Check(parsed) ?? throw options.Missing()) with { ClientId = client.Id });
            AlertRuleSpec.Read(tried.Id, tried.ClientId, AlertRuleSpec.Write(tried));
            var rehearsal = await scope.Get<RuleRehearsal>().OfAsync(client, tried, cancellationToken);
            scope.Answer.Write(AlertAnswer.Of(rehearsal, tried, client), () => AlertText.Sentence(tried, Language.En) + "\n" + AlertAnswer.Text(rehearsal));
        });
        return verb;
    }

    private static Verb History(VerbRunner runner)
    {
        var slug = new Argument<string?>("SLUG") { Description = "Only of this client.", Arity = ArgumentArity.ZeroOrOne };
        var most = LimitOption.New();
        var verb = new Verb("history", "Lists what happened to alerts and why, newest first.", "alert history acme", "alert history --limit 20 --format json").With(slug, most);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = parsed.GetValue(slug) is { } typed ? await scope.ClientAsync(typed, cancellationToken) : null;
            var clients = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).ToDictionary(one => one.Id);
            var book = await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken);
            var events = await scope.Get<AlertLog>().RecentAsync(client is null ? null : [client.Id], withNone: false, parsed.GetValue(most), cancellationToken);
            var accounts = await scope.Get<AccountStore>().OfAsync(events.Select(one => one.Subject.AccountId).OfType<long>(), cancellationToken);
            scope.Answer.Write(events.Select(one => AlertAnswer.Of(one, clients, accounts)), () => AlertAnswer.Text(events, book, clients, accounts));
        });
        return verb;
    }

    public static AlertRule Find(RuleBook book, string id) =>
        book.Rules.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandLineException($"There is no rule '{id}'.{NearMatch.Suggestion(id, [.. book.Rules.Select(rule => rule.Id)])} alert list shows all of them.");

    /// <summary>What a rule of one client would have done is said with it: who makes one that fires every week sees it at once.</summary>
    private static async Task SaveAsync(VerbScope scope, AlertRule rule, Client? client, CancellationToken cancellationToken)
    {
        AlertRuleSpec.Read(rule.Id, rule.ClientId, AlertRuleSpec.Write(rule));
        var rehearsal = client is not null && rule.Enabled ? await scope.Get<RuleRehearsal>().OfAsync(client, rule, cancellationToken) : null;
        var saved = await AlertRuleChanges.KeepAsync(scope, rule, client, cancellationToken);
        Dictionary<long, Client> clients = client is null ? [] : new() { [client.Id] = client };
        var tried = client is null ? $"alert rehearse SLUG --rule {saved.Id} tries it on the last 90 days of a client." : AlertAnswer.Text(rehearsal);
        scope.Answer.Write(
            AlertAnswer.Of(saved, clients, client is null ? null : AlertAnswer.Of(rehearsal, saved, client)),
            () => $"{saved.Id}: {AlertText.Sentence(saved, Language.En)} {AlertText.Patience(saved, Language.En)}" + (saved.Enabled ? "\n" + tried : ""));
    }
}
