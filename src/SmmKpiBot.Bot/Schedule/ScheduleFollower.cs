using System.Threading.Channels;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>At the start looks what was missed, and afterwards follows every change of a binding at once.</summary>
internal sealed partial class ScheduleFollower(ChatStore chats, ScheduleClock schedule, ILogger<ScheduleFollower> logger) : BackgroundService
{
    private readonly ChatStore _chats = chats;
    private readonly ScheduleClock _schedule = schedule;
    private readonly ILogger _logger = logger;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _chats.Changed += Follow;
        try
        {
            Follow();
            await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken))
            {
                await WakeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program, also where its host is disposed without being stopped.
        }
        finally
        {
            _chats.Changed -= Follow;
        }
    }

    private async Task WakeAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _schedule.WakeAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    private void Follow() => _changes.Writer.TryWrite(true);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule could not be brought up to date; the hourly round goes on")]
    private partial void LogFailed(Exception exception);
}
