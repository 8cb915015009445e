namespace SmmKpiBot.Benchmarks;

/// <summary>A figure of ours beside a floor measured in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>The word on the command line.</summary>
    string Verb { get; }

    /// <summary>What is measured, over which floor, and the goal.</summary>
    string What { get; }

    /// <summary>Checks that the answers are right, then measures and prints with <see cref="Figures"/>.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
