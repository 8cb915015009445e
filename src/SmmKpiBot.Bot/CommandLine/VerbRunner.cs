using System.CommandLine;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Runs one verb without a web host: settings, services, a migrated database, and errors turned into exit codes.</summary>
internal sealed class VerbRunner(string[] settings, TextWriter output, TextWriter error)
{
    public Option<string> Format { get; } = new Option<string>("--format")
    {
        Description = "How to answer.",
        HelpName = "text|json",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "json");

    public string[] Settings { get; } = settings;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public Answer AnswerOf(ParseResult parsed) => new(parsed.GetValue(Format) == "json", Output);

    /// <summary>Makes <paramref name="act"/> what <paramref name="command"/> does.</summary>
    public void Handle(Command command, Func<VerbScope, ParseResult, CancellationToken, Task<int>> act, bool needsDatabase = true) =>
        command.SetAction((parsed, cancellationToken) => GuardedAsync(() => RunAsync(act, parsed, needsDatabase, cancellationToken), cancellationToken));

    public void Handle(Command command, Func<VerbScope, ParseResult, CancellationToken, Task> act, bool needsDatabase = true) =>
        Handle(
            command,
            async (scope, parsed, cancellationToken) =>
            {
                await act(scope, parsed, cancellationToken);
                return ExitCode.Done;
            },
            needsDatabase);

    /// <summary>Turns what went wrong into a sentence on stderr and an exit code; a stack trace helps nobody at a terminal.</summary>
    public async Task<int> GuardedAsync(Func<Task<int>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            await Error.WriteLineAsync(ErrorText.Of(exception));
            return ErrorText.ExitCodeOf(exception);
        }
    }

    private async Task<int> RunAsync(
        Func<VerbScope, ParseResult, CancellationToken, Task<int>> act, ParseResult parsed, bool needsDatabase, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        var configuration = SettingsFiles.Load(Settings);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.AddBotConsole(LogLevel.Warning, configuration));
        services.AddRooms();
        await using var provider = services.BuildServiceProvider();
        if (needsDatabase)
        {
            await provider.GetRequiredService<Database>().MigrateAsync(cancellationToken);
        }

        await using var scope = provider.CreateAsyncScope();
        return await act(new VerbScope(scope.ServiceProvider, AnswerOf(parsed), Error), parsed, cancellationToken);
    }
}
