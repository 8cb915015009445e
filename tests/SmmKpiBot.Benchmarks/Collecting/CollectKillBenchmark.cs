namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>SIGKILL at every page boundary of a history fill.</summary>
internal sealed class CollectKillBenchmark : IBenchmark
{
    public string Verb => "collect-kill";

    public string What => "An account and six weeks of its history, collected by a process that is killed behind every stored page; goal: the rows of an undisturbed run.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = await CollectKillRun.RunAsync(null, everyPage: true, seed: 0, cancellationToken);
        Figures.Check(report.Facts > 0, $"{report.Facts:#,0} rows after {report.Kills} kills are those of an undisturbed run");
    }
}
