namespace SmmKpiBot.Data.Clients;

/// <summary>One working window of a weekday, local wall time, half-open <c>[From, To)</c>; <c>To</c> of 24:00 is <see cref="TimeSpan.FromHours(int)"/> of 24.</summary>
public readonly record struct WorkingWindow(TimeSpan From, TimeSpan To);

/// <summary>Windows per weekday, sorted and not overlapping; a weekday without an entry is free.</summary>
public sealed record WorkingHours(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<WorkingWindow>> Windows)
{
    private static readonly IReadOnlyList<WorkingWindow> Free = [];

    public IReadOnlyList<WorkingWindow> On(DayOfWeek day) => Windows.TryGetValue(day, out var windows) ? windows : Free;
}
