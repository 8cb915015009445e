using System.CommandLine;
using SmmKpiBot.Data.Clients;
using Sylvan.Data.Csv;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>client import</c>: many clients from one CSV file; a bad row refuses the whole file.</summary>
internal static class ClientImportVerb
{
    private const int ShownErrors = 50;

    private static readonly string[] Needed = ["slug", "name"];

    public static Verb Build(VerbRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header: slug, name, and any keys of client set as columns (zone, goal, plan.quality.purchases …). Empty cells are left out." };
        var verb = new Verb("import", "Adds or changes clients from a CSV file, one a row.", "client import clients.csv").With(file);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var rows = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            var added = await scope.Get<ClientStore>().AddOrSetAsync(rows, cancellationToken);
            var changed = rows.Select(row => row.Slug).Except(added).ToArray();
            scope.Answer.Write(new { Added = added, Changed = changed }, () => $"{added.Count} clients added, {changed.Length} changed.");
        });
        return verb;
    }

    private static async Task<IReadOnlyList<NewClient>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (csv, columns) = await CsvFile.OpenAsync(path, Needed, cancellationToken);
        await using var disposing = csv;
        List<NewClient> rows = [];
        List<string> errors = [];
        while (await CsvFile.ReadAsync(csv, path, cancellationToken))
        {
            Read(csv, columns, rows, errors, path);
        }

        return errors.Count == 0
            ? rows
            : throw new CommandLineException(string.Join('\n', [.. errors.Take(ShownErrors), "Nothing was stored."]), ExitCode.BadContent);
    }

    private static void Read(CsvDataReader csv, string[] columns, List<NewClient> rows, List<string> errors, string path)
    {
        var cells = columns.Select((column, index) => KeyValuePair.Create(column, csv.GetString(index).Trim())).Where(cell => cell.Value.Length > 0).ToList();
        var row = new NewClient(
            cells.FirstOrDefault(cell => cell.Key == "slug").Value ?? "",
            cells.FirstOrDefault(cell => cell.Key == "name").Value ?? "",
            [.. cells.Where(cell => cell.Key is not "slug" and not "name")]);
        if (rows.Exists(other => other.Slug == row.Slug))
        {
            errors.Add($"{path} line {csv.RowNumber + 1}, column slug, '{row.Slug}': a client stands in one row only; remove the other one");
        }

        rows.Add(row);
        Check("slug", row.Slug, () => ClientKeys.RequireSlug(row.Slug));
        foreach (var (key, value) in (IEnumerable<KeyValuePair<string, string>>)[KeyValuePair.Create("name", row.Name), .. row.Keys])
        {
            Check(key, value, () =>
            {
                ClientKeys.Canonical(key, value);
                PlanKeys.Check(key, value);
            });
        }

        void Check(string column, string value, Action check)
        {
            try
            {
                check();
            }
            catch (ClientKeyException exception)
            {
                errors.Add($"{path} line {csv.RowNumber + 1}, column {column}, '{value}': {exception.Message}");
            }
        }
    }
}
