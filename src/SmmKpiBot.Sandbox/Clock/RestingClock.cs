using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Sandbox.Networks.Live;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>
/// Lets the clock pass faster while the bot only rests between two tries of a call: a broken network is asked four times, with seconds between, and nobody who moves
/// the clock for days wants to sit through each of them.
/// </summary>
internal sealed class RestingClock(MovableTimeProvider clock, CollectRound collecting, StandIns networks)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>Waits for work of the bot.</summary>
    public async Task PassAsync(Task work)
    {
        for (var calls = networks.Calls; await Task.WhenAny(work, Task.Delay(Look, TimeProvider.System)) != work; calls = networks.Calls)
        {
            if (collecting.Running.Count > 0 && networks.Calls == calls)
            {
                clock.MoveTo(clock.GetUtcNow() + Step);
            }
        }

        await work;
    }
}
