namespace SmmKpiBot.Data.Database;

/// <summary>One work's time at the single writer of the background: short when somebody waits for the writer, and never long, for another program may wait too.</summary>
internal sealed class BackgroundTurn(Func<bool> isAwaited, TimeProvider clock)
{
    /// <summary>A turn must bring the work on: its commit costs about as much.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(15);

    private readonly Func<bool> _isAwaited = isAwaited;
    private readonly TimeProvider _clock = clock;
    private readonly long _began = clock.GetTimestamp();

    public BackgroundTurn(Database database)
        : this(() => database.IsAwaited, TimeProvider.System)
    {
    }

    /// <summary>The work should end its transaction and go on in another.</summary>
    public bool IsOver => _clock.GetElapsedTime(_began) is var held && (held >= Longest || (held >= Shortest && _isAwaited()));
}
