using Quartz;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Wakes the collector each minute. What is due is decided by the states of the streams, so a wake that is missed or comes twice changes nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class CollectJob(CollectWakes wakes) : IJob
{
    private static readonly JobKey Key = new("collecting");

    public static void Add(IQuartzBuilder quartz)
    {
        quartz.AddJob<CollectJob>(job => job.WithIdentity(Key).StoreDurably());
        quartz.AddTrigger<CollectJob>(trigger => trigger.WithIdentity("each-minute").ForJob(Key)
            .WithCronSchedule("0 * * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        wakes.Wake();
        return ValueTask.CompletedTask;
    }
}
