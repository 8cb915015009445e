using Quartz;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>What a trigger wakes: one round over all that is due.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestRound round) : IJob
{
    public static readonly JobKey Key = new("digests");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await round.RunAsync(cancellationToken);
}
