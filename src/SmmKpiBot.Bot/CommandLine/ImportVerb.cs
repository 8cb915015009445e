namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>import</c>: facts from files.</summary>
internal static class ImportVerb
{
    public static Verb Build(VerbRunner runner) =>
        new Verb("import", "Imports figures from CSV and XLSX files.").With(ImportListVerb.Build(runner), ImportUndoVerb.Build(runner));
}
