using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SmmKpiBot.Bot.CommandLine.Doctor;
using SmmKpiBot.Bot.Settings;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>The program's command line: settings are taken out, the verb is parsed and run. Whatever it says goes through a <see cref="TerminalWriter"/>.</summary>
internal static class BotCommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        await using TerminalWriter answers = new(output), notices = new(error);
        return await ParseAsync(args, answers, notices);
    }

    private static async Task<int> ParseAsync(string[] args, TerminalWriter output, TerminalWriter error)
    {
        SettingArguments arguments;
        try
        {
            arguments = SettingArguments.Split(args);
        }
        catch (CommandLineException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }

        var root = Tree(new VerbRunner(arguments.Settings, output, error));
        var parsed = root.Parse(arguments.Verb, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            await error.WriteLineAsync(Refusal(parsed));
            return ExitCode.BadCommandLine;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = RunVerb.Is(parsed.CommandResult.Command) ? null : TimeSpan.FromSeconds(20),
        });
    }

    private static RootCommand Tree(VerbRunner runner)
    {
        var root = new RootCommand("SmmKpiBot: KPIs of social networks for an agency and its clients, in Telegram. Without a verb it runs the bot.\n" +
            "Settings may stand anywhere as --Section:Key value, e.g. --Database:ConnectionString \"Data Source=my.db\".")
        {
            RunVerb.Build(runner),
            ClientVerb.Build(runner),
            AccountVerb.Build(runner),
            ImportVerb.Build(runner),
            CollectVerb.Build(runner),
            RateVerb.Build(runner),
            KpiVerb.Build(runner),
            DigestVerb.Build(runner),
            AlertVerb.Build(runner),
            ChatVerb.Build(runner),
            OutboxVerb.Build(runner),
            DoctorVerb.Build(runner),
            HealthVerb.Build(runner),
            BackupVerb.Build(runner),
            BackupVerb.BuildRestore(runner),
        };
        root.Options.Add(runner.Format);
        root.SetAction(RunVerb.Action(runner));
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = help.Action is SynchronousCommandLineAction usual ? new HelpWithExamples(usual) : help.Action;
        }

        return root;
    }

    private static string Refusal(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var errors = parsed.Errors.Select(error => WithoutTypeName(error.Message)).Distinct().ToList();
        var hint = parsed.UnmatchedTokens.Count == 0 ? "" : NearMatch.Suggestion(parsed.UnmatchedTokens[0], NamesOf(command, parsed.UnmatchedTokens[0]));
        var path = string.Join(' ', PathOf(command));
        return $"{string.Join('\n', errors)}{hint}\n{(path.Length == 0 ? "--help" : path + " --help")} shows how it is written.";
    }

    /// <summary>"… as expected type 'System.Decimal'" tells nothing to a person.</summary>
    private static string WithoutTypeName(string message) =>
        message.IndexOf(" as expected type '", StringComparison.Ordinal) is > 0 and var at ? message[..at] + "." : message;

    private static IEnumerable<string> NamesOf(Command command, string typed) =>
        typed.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);

    private static IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];
}
