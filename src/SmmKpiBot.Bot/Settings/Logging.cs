using Microsoft.Extensions.Logging.Console;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Logs go to stderr, one line an entry, without secrets.</summary>
internal static class Logging
{
    public static ILoggingBuilder AddBotConsole(this ILoggingBuilder logging, LogLevel minimum, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(minimum);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        logging.AddFilter("Quartz", LogLevel.Warning);

        // Calls that are repeated are its daily work; one that fails for good is told in words of ours.
        logging.AddFilter("Polly", LogLevel.Error);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddConsole(options =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.FormatterName = OneLineFormatter.FormatterName;
        });
        logging.AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
        return logging;
    }
}
