namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>No time is measured here: a promise is tried.</summary>
internal sealed class KillBenchmark : IBenchmark
{
    private const int Messages = 5000;
    private const int Kills = 200;

    public string Verb => "kill";

    public string What => $"{Messages:#,0} messages go out while their sender is killed (SIGKILL) {Kills} times at random moments: nothing lost, nothing out of order in a chat, every copy journalled as unknown.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var seed = Random.Shared.Next();
        Figures.Line($"seed {seed}");
        var report = await KillRun.RunAsync(null, Messages, Kills, seed, cancellationToken);
        Figures.Check(report.Kills == Kills, "nothing lost, nothing out of order, every copy journalled as unknown");
        Figures.Line($"{report.Messages} messages, {report.Kills} kills: {report.Unknowns} attempts of unknown outcome, {report.Copies} copies, {report.Dead} answers ended dead");
    }
}
