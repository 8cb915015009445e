using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Sandbox.Demo;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>While the clock moves: what people did is heard first, the invented figures of the days that pass are written, the schedule acts, and the outbox empties.</summary>
internal sealed class BotFollower(DemoFigures figures, ScheduleClock schedule, UpdatesQuiet updates, OutboxQuiet outbox) : IClockFollower
{
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => schedule.NextDueAsync(cancellationToken);

    public Task BeginAsync(CancellationToken cancellationToken) => updates.WaitAsync(cancellationToken);

    public Task BeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) => figures.CatchUpAsync(instant, cancellationToken);

    public async Task AfterAsync(CancellationToken cancellationToken)
    {
        await schedule.WakeAsync(cancellationToken);
        await outbox.WaitAsync(cancellationToken);
    }
}
