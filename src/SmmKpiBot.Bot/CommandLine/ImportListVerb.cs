using System.Globalization;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>import list</c>: what was imported for a client.</summary>
internal static class ImportListVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var verb = new Verb("list", "Lists a client's imports, newest first; undone ones are marked.", "import list acme").With(slug);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var accounts = (await scope.Get<AccountStore>().ListAsync(client.Id, cancellationToken)).ToDictionary(account => account.Id, account => account.FullName);
            var imports = await scope.Get<FactBatchStore>().ListImportsAsync(client.Id, cancellationToken);
            scope.Answer.Write(
                imports.Select(import => new { import.Id, Account = accounts[import.AccountId], import.Layout, File = import.FileName, import.Rows, ImportedAt = import.ObservedAt, import.UndoneAt }),
                () => imports.Count == 0
                    ? $"Nothing was imported for client '{client.Slug}' yet."
                    : TextTable.Write(
                        ["ID", "IMPORTED AT", "ACCOUNT", "LAYOUT", "ROWS", "FILE", ""],
                        imports.Select(import => Row(import, accounts[import.AccountId]))));
        });
        return verb;
    }

    private static string[] Row(FactBatch import, string account) =>
    [
        import.Id.ToString(CultureInfo.InvariantCulture),
        import.ObservedAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        account,
        import.Layout ?? "",
        import.Rows.ToString(CultureInfo.InvariantCulture),
        import.FileName ?? "",
        import.UndoneAt is null ? "" : "undone",
    ];
}
