namespace SmmKpiBot.Bot.Schedule;

/// <summary>Something that happens at instants known beforehand: whoever moves the clock stops at them and runs it there.</summary>
internal interface ITimedWork
{
    /// <summary>The earliest instant at which something is due; null when nothing is.</summary>
    Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Acts on what is due by the clock of now. Running it again does nothing.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
