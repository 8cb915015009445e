using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Sandbox.Demo;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>
/// While the clock moves: what people did is heard first, the invented figures of the days that pass are written, what is being collected comes to its end, what is
/// due is collected, the schedule acts, and the outbox empties.
/// </summary>
internal sealed class BotFollower(
    DemoFigures figures, ScheduleClock schedule, CollectRound collecting, Heartbeat heartbeat, RestingClock resting, UpdatesQuiet updates, OutboxQuiet outbox, TimeProvider clock) : IClockFollower
{
    /// <summary>Comments are due every few minutes; the clock passes days at once, and stops often for other reasons.</summary>
    private static readonly TimeSpan CollectsOnTheWay = TimeSpan.FromHours(3);

    private static readonly TimeSpan CollectsInTheEnd = TimeSpan.FromMinutes(15);

    /// <summary>So far from its target the clock passes what is due within a quarter of an hour at once: each stop costs the bot a look at everything, and a working day has hundreds.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(1);

    /// <summary>Digests are due on it.</summary>
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private IDisposable? _held;
    private DateTimeOffset _target;
    private DateTimeOffset _collectedAt;

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var (scheduled, collected) = (await schedule.NextDueAsync(cancellationToken), await collecting.NextAsync(cancellationToken));
        var due = collected < scheduled || scheduled is null ? collected : scheduled;
        return due is { } instant && _target - instant > Far ? QuarterOf(instant) : due;
    }

    /// <summary>The quarter of an hour that begins then or next.</summary>
    internal static DateTimeOffset QuarterOf(DateTimeOffset instant) => new((instant.UtcTicks + Quarter.Ticks - 1) / Quarter.Ticks * Quarter.Ticks, TimeSpan.Zero);

    public Task BeginAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        _target = target;
        return updates.WaitAsync(cancellationToken);
    }

    public async Task BeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await figures.CatchUpAsync(instant, cancellationToken);
        var holding = collecting.HoldAsync(cancellationToken);
        await resting.PassAsync(holding);
        _held = await holding;
        await heartbeat.PassOverAsync(instant, cancellationToken);
    }

    public async Task AfterAsync(CancellationToken cancellationToken)
    {
        _held?.Dispose();
        var now = clock.GetUtcNow();
        if (now - _collectedAt >= (now < _target ? CollectsOnTheWay : CollectsInTheEnd))
        {
            await resting.PassAsync(collecting.RunAsync(cancellationToken));
            _collectedAt = clock.GetUtcNow();
        }

        await schedule.WakeAsync(cancellationToken);
        await outbox.WaitAsync(cancellationToken);
    }
}
