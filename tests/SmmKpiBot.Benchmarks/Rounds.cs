namespace SmmKpiBot.Benchmarks;

/// <summary>The times of one contestant, one per round.</summary>
internal sealed record Times(string Name, IReadOnlyList<TimeSpan> All)
{
    public TimeSpan Median => All.Order().ElementAt(All.Count / 2);

    public TimeSpan Least => All.Min();

    public TimeSpan Most => All.Max();

    /// <summary>The nearest-rank percentile, e.g. 0.95.</summary>
    public TimeSpan Percentile(double share) => All.Order().ElementAt((int)Math.Ceiling(share * All.Count) - 1);
}

/// <summary>Runs contestants in turn, so that a slow minute of the machine hits all of them.</summary>
internal static class Rounds
{
    public const int Usual = 5;

    /// <param name="rounds">At least 5 for a figure that is reported.</param>
    /// <param name="contestants">Each gives the time of its own measured part. A first round warms up and is not counted.</param>
    public static Task<IReadOnlyList<Times>> RunAsync(int rounds, params (string Name, Func<Task<TimeSpan>> Run)[] contestants) =>
        RunAsync(-1, rounds, contestants);

    /// <summary>The same for contestants that are warm already.</summary>
    public static Task<IReadOnlyList<Times>> RunWarmAsync(int rounds, params (string Name, Func<Task<TimeSpan>> Run)[] contestants) =>
        RunAsync(0, rounds, contestants);

    private static async Task<IReadOnlyList<Times>> RunAsync(int first, int rounds, (string Name, Func<Task<TimeSpan>> Run)[] contestants)
    {
        var times = contestants.Select(_ => new List<TimeSpan>()).ToArray();
        for (var round = first; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                // Who goes first changes every round.
                var who = (turn + round + 1) % contestants.Length;
                var time = await contestants[who].Run();
                if (round >= 0)
                    times[who].Add(time);
            }
        }

        return [.. contestants.Select((contestant, i) => new Times(contestant.Name, times[i]))];
    }

    /// <summary>How long <paramref name="work"/> takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(began);
    }
}
