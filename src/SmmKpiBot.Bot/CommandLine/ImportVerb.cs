using System.CommandLine;
using System.Data.Common;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>import</c>: facts from files.</summary>
internal static class ImportVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var files = new Argument<string[]>("FILE") { Description = "CSV or XLSX files; - reads one CSV from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var client = new Option<string?>("--client") { Description = "Whose figures they are.", HelpName = "SLUG" };
        var account = new Option<string?>("--account") { Description = "The account they belong to.", HelpName = "NETWORK/NAME" };
        var options = new ImportOptions();
        var verb = new Verb(
            "import",
            "Imports figures from CSV and XLSX files. One bad row refuses its file, unless --skip-bad. A file that was imported before changes nothing. Exit code 3: at least one file was refused; each is stored whole or not at all.",
            "import posts.csv --client acme --account instagram/main",
            "import ads.xlsx traffic.csv --client acme --account meta-ads/main --dry-run",
            "import export.csv --client acme --account facebook/page --dates dmy --decimal comma --zone Europe/Warsaw").With(files, client, account);
        verb.With(options.All);
        verb.With(ImportListVerb.Build(runner), ImportUndoVerb.Build(runner), ImportTemplateVerb.Build(runner));
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var paths = Paths(parsed.GetValue(files) ?? []);
            options.Check(parsed);
            var whose = await scope.ClientAsync(Needed(parsed.GetValue(client), "--client SLUG"), cancellationToken);
            var into = await scope.AccountAsync(whose, Needed(parsed.GetValue(account), "--account NETWORK/NAME"), cancellationToken);
            await scope.Get<KeyFingerprint>().CheckAsync(cancellationToken);
            return await ImportAsync(scope, [.. paths.Select(path => options.Request(parsed, whose, into, path))], cancellationToken);
        });
        return verb;
    }

    private static async Task<int> ImportAsync(VerbScope scope, IReadOnlyList<ImportRequest> requests, CancellationToken cancellationToken)
    {
        List<(string File, ImportResult Result)> results = [];
        List<Exception> failures = [];
        foreach (var request in requests)
        {
            try
            {
                using var progress = ImportProgressBar.Start(request.FileName);
                results.Add((request.FileName, await scope.Get<Importer>().ImportAsync(request, progress, cancellationToken)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DatabaseException or DbException)
            {
                failures.Add(exception);
                await scope.Error.WriteLineAsync($"{request.FileName}: {ErrorText.Of(exception)} {(exception is DbException ? "import list shows whether it was stored." : "Nothing of it was stored.")}");
            }
        }

        foreach (var (_, result) in results.Where(result => result.Result.Outcome == ImportOutcome.Refused))
        {
            await scope.Error.WriteLineAsync(ImportAnswer.Refusal(result));
        }

        if (results.Count > 0 || failures.Count == 0)
        {
            scope.Answer.Write(results.Select(result => ImportAnswer.Json(result.File, result.Result)), () => string.Join('\n', results.Select(result => ImportAnswer.Text(result.File, result.Result))));
        }

        if (failures.Count > 0)
        {
            return failures.Max(ErrorText.ExitCodeOf);
        }

        return results.Exists(result => result.Result.Outcome == ImportOutcome.Refused) ? ExitCode.BadContent : ExitCode.Done;
    }

    private static string[] Paths(string[] given)
    {
        if (given.Length == 0)
        {
            throw new CommandLineException("Name at least one file: import FILE… --client SLUG --account NETWORK/NAME (import --help shows all).");
        }

        return Array.Find(given, path => path != ImportOptions.StandardInput && !File.Exists(path)) is { } missing
            ? throw new CommandLineException($"There is no file {missing}. Nothing was imported.")
            : given;
    }

    private static string Needed(string? value, string option) => value ?? throw new CommandLineException($"Say where the figures belong: {option} is missing.");
}
