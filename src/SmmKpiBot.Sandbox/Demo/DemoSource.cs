using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A run that reads some days of one account, as a network would be read.</summary>
/// <param name="ObservedAt">When the network said it.</param>
internal sealed record DemoRun(long AccountId, DateOnly From, DateOnly To, DateTimeOffset ObservedAt, TimeZoneInfo Zone)
{
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = From; day <= To; day = day.AddDays(1))
            {
                yield return day;
            }
        }
    }

    public ObservedSpan Span(string kind) => new(AccountId, kind, From, To, ObservedAt);

    /// <summary>When the network stops correcting a day.</summary>
    public DateTimeOffset SettlesAt(DateOnly day, int days) => Data.Periods.LocalDay.Start(day.AddDays(days + 1), Zone);
}

/// <summary>One invented account of a client: what a run over some days brings.</summary>
internal abstract class DemoSource(string network, string name)
{
    public string Network { get; } = network;

    public string Name { get; } = name;

    public string FullName => $"{Network}/{Name}";

    /// <summary>The last day the source ever tells of; null when it works.</summary>
    public DateOnly? SilentAfter { get; init; }

    /// <summary>Days on which the source was down: nothing was observed.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Outages { get; init; } = [];

    protected Noise Noise { get; } = Noise.Of(network + "/" + name);

    /// <summary>Facts and spans of a run, in any order.</summary>
    public abstract IEnumerable<object> Read(DemoRun run);
}
