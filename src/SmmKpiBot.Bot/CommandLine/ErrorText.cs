using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What a user reads when a verb fails, and its exit code.</summary>
internal static class ErrorText
{
    public static int ExitCodeOf(Exception exception) => exception switch
    {
        CommandLineException refused => refused.ExitCode,
        ClientKeyException or PeriodException or AlertRuleException => ExitCode.BadCommandLine,
        _ => ExitCode.Failed,
    };

    public static string Of(Exception exception) => exception switch
    {
        CommandLineException or ClientKeyException or PeriodException or AlertRuleException or KeyFileException or DatabaseException => exception.Message,
        OptionsValidationException settings => "A setting is wrong:\n" + string.Join('\n', settings.Failures.Select(failure => "  " + failure)),
        AggregateException several => string.Join('\n', several.InnerExceptions.Select(Of)),
        DbException when DiskTrouble.Of(exception) is { } trouble => trouble,
        DbException => $"The database said: {exception.Message} (settings Database:Provider and Database:ConnectionString; doctor checks them).",
        // Says where in the file, and never what stands there.
        InvalidDataException settings => $"{settings.Message} {settings.GetBaseException().Message}",
        UnauthorizedAccessException or IOException => exception.Message,
        _ => $"Unexpected error: {exception.Message} ({exception.GetType().Name}). Please report it with the command that led to it.",
    };
}
