using System.CommandLine;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>client remove</c>: exports a client, then erases it.</summary>
internal static class ClientRemoveVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var export = new Option<string>("--export") { Description = "Writes everything about the client to this new ZIP file first.", HelpName = "FILE", Required = true };
        var yes = Given.Yes("erase it for good");
        var verb = new Verb("remove", "Exports a client, then erases every row, file and queued message of it.", "client remove acme --export acme.zip --yes")
            .With(slug, export, yes);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            if (!parsed.GetValue(yes))
            {
                throw new CommandLineException(await WhatWouldGoAsync(scope, client, cancellationToken));
            }

            var file = parsed.GetRequiredValue(export);
            var eraser = scope.Get<ClientEraser>();
            await using (var destination = NewFile.Create(file))
            {
                await eraser.ExportAsync(client.Id, destination, cancellationToken);
            }

            await eraser.EraseAsync(client.Id, cancellationToken);
            scope.Answer.Write(new { Removed = client.Slug, Export = file }, () => $"Client '{client.Slug}' is exported to {file} and erased.");
        });
        return verb;
    }

    private static async Task<string> WhatWouldGoAsync(VerbScope scope, Client client, CancellationToken cancellationToken)
    {
        var accounts = await scope.Get<AccountStore>().ListAsync(client.Id, cancellationToken);
        var imports = await scope.Get<FactBatchStore>().ListImportsAsync(client.Id, cancellationToken);
        var names = accounts.Count == 0 ? "no accounts" : $"{accounts.Count} accounts ({string.Join(", ", accounts.Select(account => account.FullName))})";
        return $"This would erase client '{client.Slug}' ({client.Name}) with its keys, {names}, {imports.Count} imports, its figures, " +
            "chat bindings, schedules and queued messages. Nothing was removed: add --yes to do it.";
    }
}
