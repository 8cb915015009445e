using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Settings;
using Spectre.Console;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Bars on stderr while accounts are collected, one each; only on a terminal.</summary>
internal sealed class CollectProgressBar : IProgress<CollectProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ProgressTask> _bars = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _drawing;
    private ProgressContext? _context;

    private CollectProgressBar()
    {
    }

    /// <summary>Null where nobody would see the bars.</summary>
    public static CollectProgressBar? Start() => Console.IsErrorRedirected ? null : new();

    public void Report(CollectProgress value)
    {
        lock (_lock)
        {
            _drawing ??= DrawAsync();
            if (_context is null)
            {
                return;
            }

            if (!_bars.TryGetValue(value.Account.Id, out var bar))
            {
                _bars[value.Account.Id] = bar = _context.AddTask(Shown(value.Account.FullName));
            }

            bar.Description = Shown(value.Stream.Length == 0 ? value.Account.FullName : $"{value.Account.FullName}: {value.Stream}");
            bar.Value = value.Done * 100;
        }
    }

    public void Dispose()
    {
        _done.TrySetResult();
        _drawing?.GetAwaiter().GetResult();
    }

    private static string Shown(string text) => Markup.Escape(TerminalText.OneLine(text));

    private Task DrawAsync()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                _context = progress;
                return _done.Task;
            });
    }
}
