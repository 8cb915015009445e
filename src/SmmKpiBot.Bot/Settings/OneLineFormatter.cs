using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SmmKpiBot.Bot.Settings;

/// <summary>
/// One line an entry: time, level, category, text. What could begin a line or turn its direction is shown escaped, so that nothing foreign can forge a line, and
/// what looks like a bot token is cut out, as a second net behind "no secret is logged".
/// </summary>
internal sealed partial class OneLineFormatter(TimeProvider? timeProvider = null) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";

    private const string StartFailed = "HostedServiceStartupFaulted";

    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // Whoever started the program reads why it did not start; the host would say it a second time, with a stack trace.
        if (logEntry.EventId.Name == StartFailed)
        {
            return;
        }

        var text = new StringBuilder()
            .Append(_timeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(' ').Append(Level(logEntry.LogLevel))
            .Append(' ').Append(logEntry.Category)
            .Append(": ").Append(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            text.Append(" | ").Append(exception);
        }

        textWriter.WriteLine(Clean(text.ToString()));
    }

    internal static string Clean(string text) => TerminalText.OneLine(Token().Replace(text, "<token>"));

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    [GeneratedRegex("[0-9]{6,}:[A-Za-z0-9_-]{30,}")]
    private static partial Regex Token();
}
