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
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {Program} {example}");
            }
        }

        return ExitCode.Done;
    }
}
