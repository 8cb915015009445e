using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What a user reads when a verb fails, and its exit code.</summary>
internal static class ErrorText
{
    private const string ConfigurationBinder = "Microsoft.Extensions.Configuration.ConfigurationBinder";

    public static int ExitCodeOf(Exception exception) => exception switch
    {
        CommandLineException refused => refused.ExitCode,
        ClientKeyException or PeriodException => ExitCode.BadCommandLine,
        _ => ExitCode.Failed,
    };

    public static string Of(Exception exception) => exception switch
    {
        CommandLineException or ClientKeyException or PeriodException or KeyFileException or DatabaseException => exception.Message,
        OptionsValidationException settings => "A setting is wrong:\n" + string.Join('\n', settings.Failures.Select(failure => "  " + failure)),
        InvalidOperationException { TargetSite.DeclaringType.FullName: ConfigurationBinder } => $"A setting is wrong: {Sentence(exception)}",
        DbException => $"The database said: {exception.Message} (settings Database:Provider and Database:ConnectionString; doctor checks them).",
        UnauthorizedAccessException or IOException => exception.Message,
        _ => $"Unexpected error: {exception.Message} ({exception.GetType().Name}). Please report it with the command that led to it.",
    };

    /// <summary>The binder names the setting in the innermost exception where a value has the wrong kind.</summary>
    private static string Sentence(Exception exception) => exception.InnerException is InvalidOperationException inner ? Sentence(inner) : exception.Message;
}
