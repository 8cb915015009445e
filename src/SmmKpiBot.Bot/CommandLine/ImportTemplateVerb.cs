using System.CommandLine;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>import template</c>: an example file to fill in.</summary>
internal static class ImportTemplateVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var layout = new Argument<string>("LAYOUT") { Description = "metrics, posts, messages, ads, traffic or conflicts." };
        var verb = new Verb("template", "Prints an example file (CSV) of a layout.", "import template posts > posts.csv").With(layout);
        runner.Handle(
            verb,
            (scope, parsed, _) =>
            {
                var name = parsed.GetRequiredValue(layout);
                var template = ImportLayouts.Template(name)
                    ?? throw ImportOptions.UnknownLayout(name, [.. ImportLayouts.Names.Where(known => ImportLayouts.Template(known) is not null)]);
                scope.Answer.Write(new { Layout = name, Template = template }, () => template.TrimEnd('\n'));
                return Task.CompletedTask;
            },
            needsDatabase: false);
        return verb;
    }
}
