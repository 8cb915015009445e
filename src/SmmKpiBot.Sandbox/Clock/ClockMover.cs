namespace SmmKpiBot.Sandbox.Clock;

/// <summary>Whoever has to act while the clock moves.</summary>
internal interface IClockFollower
{
    /// <summary>The earliest instant after now at which something happens; null when nothing is scheduled.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>A move to <paramref name="target"/> begins: what happened before it is finished first, as it may make something due.</summary>
    Task BeginAsync(DateTimeOffset target, CancellationToken cancellationToken);

    /// <summary>Just before the clock shows <paramref name="instant"/>.</summary>
    Task BeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>The clock was moved: acts on what is due and ends when all of it is done.</summary>
    Task AfterAsync(CancellationToken cancellationToken);
}

/// <summary>Moves the clock step by step through every due instant and lets the schedule and the delivery finish at each.</summary>
internal sealed class ClockMover(MovableTimeProvider clock, IClockFollower follower) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Raised at every step, and when a move begins, is stopped or ends.</summary>
    public event Action? Moved;

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => follower.NextDueAsync(cancellationToken);

    /// <param name="target">Where the clock shall come to.</param>
    /// <param name="stop">Leaves the clock where it has come to, after the step that is under way: half a step would leave the bot waiting for the rest of it.</param>
    /// <param name="cancellationToken">The end of the program.</param>
    public async Task MoveToAsync(DateTimeOffset target, CancellationToken stop, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            Tell();
            await follower.BeginAsync(target, cancellationToken);
            while (!stop.IsCancellationRequested && await follower.NextDueAsync(cancellationToken) is { } due && due <= target)
            {
                await StepAsync(due, cancellationToken);
            }

            if (!stop.IsCancellationRequested)
            {
                await StepAsync(target, cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Lets everybody who shows the clock look anew.</summary>
    public void Tell() => Moved?.Invoke();

    public void Dispose() => _oneAtATime.Dispose();

    private async Task StepAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await follower.BeforeAsync(instant, cancellationToken);
        clock.MoveTo(instant);
        await follower.AfterAsync(cancellationToken);
        Tell();
    }
}
