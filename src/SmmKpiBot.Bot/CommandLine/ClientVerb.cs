using System.CommandLine;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>client</c>: brands and their keys.</summary>
internal static class ClientVerb
{
    public static Verb Build(VerbRunner runner) => new Verb(
        "client",
        "Clients: the brands the agency works for.",
        "client add acme --name \"Acme\" zone=Europe/Kyiv currency=UAH goal=sales",
        "client set acme answer-target=message=30m,comment=2h plan.quality.purchases=340/month",
        "client list").With(
        Add(runner), Set(runner), Keys(runner), Show(runner), List(runner), ClientImportVerb.Build(runner), ClientRemoveVerb.Build(runner));

    private static Verb Add(VerbRunner runner)
    {
        var slug = new Argument<string>("SLUG") { Description = "A new short name: lower-case Latin letters, digits, hyphens." };
        var name = new Option<string>("--name") { Description = "The name people read.", HelpName = "NAME", Required = true };
        var keys = Given.Keys(ArgumentArity.ZeroOrMore);
        var verb = new Verb("add", "Adds a client.", "client add acme --name \"Acme\" zone=Europe/Kyiv currency=UAH goal=sales").With(slug, keys, name);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = Given.ParseKeys(parsed.GetValue(keys) ?? []);
            await EscalationKey.CheckAsync(scope, given, cancellationToken);
            var client = await scope.Get<ClientStore>().AddAsync(parsed.GetRequiredValue(slug), parsed.GetRequiredValue(name), given, cancellationToken);
            await WriteAsync(scope, client, cancellationToken);
        });
        return verb;
    }

    private static Verb Set(VerbRunner runner)
    {
        var slug = Given.Slug();
        var keys = Given.Keys(ArgumentArity.OneOrMore);
        var verb = new Verb(
            "set",
            "Changes keys of a client; KEY= with nothing behind it clears the key. One bad key refuses them all. client keys explains each.",
            "client set acme goal=sales \"hours=mon-fri 09:00-18:00; sat 10:00-15:00\" answer-target=message=30m,comment=2h",
            "client set acme topics=menu*,recipes*,cats \"audience=gender:female; age:25-44; country:UA\"",
            "client set acme answer-nudge=70% answer-escalation=3 answer-escalate-to=-1001234567890",
            "client set acme plan.quality.purchases=340/month hide-spend=true").With(slug, keys);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = Given.ParseKeys(parsed.GetRequiredValue(keys));
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            await EscalationKey.CheckAsync(scope, given, cancellationToken);
            await WriteAsync(scope, await scope.Get<ClientStore>().SetAsync(client.Id, given, cancellationToken), cancellationToken);
        });
        return verb;
    }

    private static Verb Keys(VerbRunner runner)
    {
        var verb = new Verb("keys", "Explains every key of client add and client set, with an example.", "client keys", "client keys --format json");
        runner.Handle(verb, (scope, _, _) =>
        {
            scope.Answer.Write(ClientKeys.All, () => string.Join('\n', ClientKeys.All.Select(key => $"{key.Key}\n  {key.Meaning}\n  Allowed: {key.Allowed}.\n  \"{key.Example}\"")));
            return Task.CompletedTask;
        });
        return verb;
    }

    private static Verb Show(VerbRunner runner)
    {
        var slug = Given.Slug();
        var verb = new Verb("show", "Shows a client and its keys.", "client show acme").With(slug);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
            await WriteAsync(scope, await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken), cancellationToken));
        return verb;
    }

    private static Verb List(VerbRunner runner)
    {
        var verb = new Verb("list", "Lists all clients.", "client list", "client list --format json");
        runner.Handle(verb, async (scope, _, cancellationToken) =>
        {
            var clients = await scope.Get<ClientStore>().ListAsync(cancellationToken);
            scope.Answer.Write(
                clients.Select(client => new { client.Slug, client.Name, Zone = client.TimeZone.Id, client.Language, client.Goal }),
                () => clients.Count == 0
                    ? "No clients yet. Add one: client add SLUG --name NAME"
                    : TextTable.Write(
                        ["SLUG", "NAME", "ZONE", "LANGUAGE", "GOAL"],
                        clients.Select(client => (string[])[client.Slug, client.Name, client.TimeZone.Id, client.Language, client.Goal.ToString().ToLowerInvariant()])));
        });
        return verb;
    }

    private static async Task WriteAsync(VerbScope scope, Client client, CancellationToken cancellationToken)
    {
        var keys = await scope.Get<ClientStore>().KeysAsync(client.Id, cancellationToken);
        scope.Answer.Write(
            new { client.Slug, client.Name, Keys = keys.ToDictionary(key => key.Key, key => key.Value) },
            () => string.Join('\n', [$"{client.Slug}: {client.Name}", .. keys.Select(key => $"  {key.Key}={key.Value}")]));
    }
}
