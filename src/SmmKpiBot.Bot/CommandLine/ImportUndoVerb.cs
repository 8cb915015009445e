using System.CommandLine;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>import undo</c>: takes one import back.</summary>
internal static class ImportUndoVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var id = new Argument<long>("ID") { Description = "The import, as import list shows it." };
        var verb = new Verb("undo", "Takes an import back; older values of the same keys show again.", "import undo 12").With(id);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(id);
            if (!await scope.Get<FactBatchStore>().UndoAsync(given, cancellationToken))
            {
                throw new CommandLineException($"There is no import {given} to undo: it never was, or it is undone already. import list SLUG shows them.");
            }

            scope.Answer.Write(new { Undone = given }, () => $"Import {given} is undone.");
        });
        return verb;
    }
}
