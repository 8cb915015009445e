using Microsoft.Extensions.Logging;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>Shows the watch every line as it is logged, before any formatter could cut something out.</summary>
internal sealed class CanaryLogs(CanaryWatch watch) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(watch, categoryName);

    public void Dispose()
    {
    }

    private sealed class Category(CanaryWatch watch, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            watch.Look("log", name, state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            watch.Look("log", name, formatter(state, exception));
            if (exception is not null)
                watch.Look("log", name, exception.ToString());
        }
    }
}
