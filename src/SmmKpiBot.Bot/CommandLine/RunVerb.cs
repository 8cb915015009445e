using System.CommandLine;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>run</c>, the default verb: the bot itself.</summary>
internal static class RunVerb
{
    private const string Name = "run";

    public static Verb Build(VerbRunner runner)
    {
        var verb = new Verb(Name, "Runs the bot: scheduler, delivery, commands, web endpoints. This is the default verb.", "run", "run --Telegram:TokenFile token.txt");
        verb.SetAction(Action(runner));
        return verb;
    }

    public static bool Is(Command command) => command is RootCommand || command.Name == Name;

    public static Func<ParseResult, CancellationToken, Task<int>> Action(VerbRunner runner) => (_, cancellationToken) => runner.GuardedAsync(
        async () =>
        {
            await using var bot = BotHost.Build(runner.Settings);
            await bot.Services.GetRequiredService<StartUp>().StartingAsync(cancellationToken);

            try
            {
                await bot.StartAsync(cancellationToken);
                await bot.WaitForShutdownAsync(cancellationToken);
            }
            catch (Exception exception) when (bot.Lifetime.ApplicationStopping.IsCancellationRequested && exception.GetBaseException() is OperationCanceledException)
            {
                // Told to stop while it was still starting (the scheduler wraps it in an exception of its own): what has begun comes to its end before its parts are disposed of.
                await bot.StopAsync(CancellationToken.None);
            }

            return bot.Services.GetRequiredService<LoudStop>().Happened ? ExitCode.Failed : ExitCode.Done;
        },
        cancellationToken);
}
