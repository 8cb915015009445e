namespace SmmKpiBot.Benchmarks.Command;

/// <summary>One way to be answered: the 95th percentile of each round, and all times together at the end.</summary>
internal sealed class Contestant(string name, Func<Task<Times>> ask)
{
    private readonly List<TimeSpan> _all = [];
    private readonly Func<Task<Times>> _ask = ask;

    public (string Name, Func<Task<TimeSpan>> Run) Rounds => (name + ", p95", RunAsync);

    public string Summary
    {
        get
        {
            var all = new Times(name, _all);
            return $"{name,-46} {_all.Count:#,0} asked: p50 {Figures.Milliseconds(all.Median)}, p95 {Figures.Milliseconds(all.Percentile(0.95))}, slowest {Figures.Milliseconds(all.Most)}";
        }
    }

    private async Task<TimeSpan> RunAsync()
    {
        var times = await _ask();
        _all.AddRange(times.All);
        return times.Percentile(0.95);
    }
}
