using Quartz;

namespace SmmKpiBot.Bot.Rates;

/// <summary>Looks each hour whether rates are due. What is due is decided by what is stored, so a wake that is missed or comes twice changes nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class RateJob(RateRound round) : IJob
{
    private static readonly JobKey Key = new("rates");

    public static void Add(IQuartzBuilder quartz)
    {
        quartz.AddJob<RateJob>(job => job.WithIdentity(Key).StoreDurably());
        quartz.AddTrigger<RateJob>(trigger => trigger.WithIdentity("each-hour").ForJob(Key)
            .WithCronSchedule("0 7 * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await round.RunAsync(cancellationToken);
}
