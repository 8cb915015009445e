using System.Globalization;

namespace SmmKpiBot.Benchmarks;

/// <summary>Prints figures in one form.</summary>
internal static class Figures
{
    public static void Title(IBenchmark benchmark)
    {
        Console.WriteLine();
        Console.WriteLine($"## {benchmark.Verb}");
        Console.WriteLine(benchmark.What);
    }

    /// <summary>Stops the benchmark when an answer is wrong: a fast wrong answer is no figure.</summary>
    public static void Check(bool right, string what)
    {
        if (!right)
            throw new InvalidOperationException($"Wrong answer: {what}");
        Console.WriteLine($"  checked: {what}");
    }

    public static void Line(string text) => Console.WriteLine("  " + text);

    /// <summary>A time beside a ratio.</summary>
    public static void Time(Times times) => Print(times, Milliseconds);

    /// <summary>The time of ours over the floor's; the goal is an upper bound.</summary>
    public static void TimeRatio(Times ours, Times floor, double goal)
    {
        Print(ours, Milliseconds);
        Print(floor, Milliseconds);
        var ratio = ours.Median / floor.Median;
        Verdict("time ours / floor", ratio, goal, ratio <= goal, "<=");
    }

    /// <summary>Things per second of ours over the floor's; the goal is a lower bound.</summary>
    public static void RateRatio(Times ours, Times floor, long things, double goal)
    {
        Print(ours, PerSecond);
        Print(floor, PerSecond);
        var ratio = floor.Median / ours.Median;
        Verdict("rate ours / floor", ratio, goal, ratio >= goal, ">=");

        string PerSecond(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{things / time.TotalSeconds:#,0}/s");
    }

    /// <summary>The median peak of ours over the peer's, in MiB; the goal is an upper bound.</summary>
    public static void MemoryRatio(IReadOnlyList<double> ours, IReadOnlyList<double> peers, double goal)
    {
        var (own, its) = (Median(ours), Median(peers));
        Line(string.Create(CultureInfo.InvariantCulture, $"peak memory: ours {own:0} MiB, peer {its:0} MiB"));
        Verdict("memory ours / peer", own / its, goal, own / its <= goal, "<=");
    }

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:#,0.00} ms");

    private static double Median(IReadOnlyList<double> all) => all.Order().ElementAt(all.Count / 2);

    private static void Print(Times times, Func<TimeSpan, string> text) =>
        Console.WriteLine($"  {times.Name,-46} median {text(times.Median),14}   ({text(times.Least)} to {text(times.Most)}, {times.All.Count} rounds)");

    private static void Verdict(string what, double ratio, double goal, bool reached, string sign) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-46} {ratio:0.00}   goal {sign} {goal:0.00}: {(reached ? "reached" : "missed")}"));
}
