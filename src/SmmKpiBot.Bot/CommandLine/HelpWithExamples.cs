using System.CommandLine;
using System.CommandLine.Invocation;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>The usual help, and the verb's examples below it.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private const string Program = "dotnet SmmKpiBot.Bot.dll";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(Usual(parseResult));
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {Program} {example}");
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Its usage begins with the name of the library, which is no program that could be called so.</summary>
    private string Usual(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        help.Invoke(parseResult);
        configuration.Output = output;
        return text.ToString().Replace($"\n  {parseResult.RootCommandResult.Command.Name} ", $"\n  {Program} ", StringComparison.Ordinal);
    }
}
