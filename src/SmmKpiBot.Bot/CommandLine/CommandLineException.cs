namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadCommandLine = 2;
    public const int BadContent = 3;
}

/// <summary>Ends a verb with an exit code; the message is shown to the user and says what is wrong and what to do.</summary>
internal sealed class CommandLineException(string message, int exitCode = ExitCode.BadCommandLine) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
