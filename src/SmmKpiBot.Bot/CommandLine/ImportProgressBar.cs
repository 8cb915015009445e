using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Sources.Import;
using Spectre.Console;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A bar on stderr while a long file is imported; only on a terminal, and only after a moment.</summary>
internal sealed class ImportProgressBar : IProgress<ImportProgress>, IDisposable
{
    private const long WorthABar = 5_000_000;

    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _drawing;
    private ProgressTask? _bar;

    private ImportProgressBar(string file) => _file = Markup.Escape(TerminalText.OneLine(file));

    /// <summary>Null where nobody would see the bar.</summary>
    public static ImportProgressBar? Start(string file) => Console.IsErrorRedirected ? null : new ImportProgressBar(file);

    public void Report(ImportProgress value)
    {
        if (value.TotalBytes < WorthABar)
        {
            return;
        }

        lock (_lock)
        {
            _drawing ??= DrawAsync();
            if (_bar is { } bar)
            {
                bar.Description = $"{_file}: {(value.Stage == ImportStage.Checking ? "checking" : "storing")}";
                bar.Value = value.Fraction * 100;
            }
        }
    }

    public void Dispose()
    {
        _done.TrySetResult();
        _drawing?.GetAwaiter().GetResult();
    }

    private Task DrawAsync()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                _bar = progress.AddTask(_file);
                return _done.Task;
            });
    }
}
