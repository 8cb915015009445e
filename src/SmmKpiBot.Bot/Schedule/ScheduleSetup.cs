using Quartz;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Registers the schedule of digests.</summary>
internal static class ScheduleSetup
{
    public const string LookBackTrigger = "look-back";

    public static WebApplicationBuilder AddSchedule(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ScheduleOptions>().BindStrictly(ScheduleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DigestBook>();
        builder.Services.AddSingleton<DigestPost>();
        builder.Services.AddSingleton<StaffNotices>();
        builder.Services.AddSingleton<DigestRound>();
        builder.Services.AddSingleton<DigestTriggers>();
        builder.Services.AddSingleton<ScheduleClock>();
        builder.Services.AddQuartz(quartz => Configure(quartz, builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions()));
        builder.Services.AddQuartzHostedService(hosted =>
        {
            hosted.WaitForJobsToComplete = true;
            hosted.AwaitApplicationStarted = true;
        });
        builder.Services.AddHostedService<ScheduleFollower>();
        return builder;
    }

    private static void Configure(IQuartzBuilder quartz, DatabaseOptions database)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "smmkpibot";
            scheduler.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid():N}";
        });
        quartz.UsePersistentStore(store =>
        {
            if (database.Provider == "postgres")
            {
                store.UsePostgres(database.ConnectionString);
                store.UseClustering();
            }
            else
            {
                store.UseSqlite(database.ConnectionString);
            }

            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
        });
        quartz.AddJob<DigestJob>(job => job.WithIdentity(DigestJob.Key).StoreDurably());

        CollectJob.Add(quartz);
        RateJob.Add(quartz);

        // A trigger can be missed (a restart, a clock that was moved); every hour the round looks back by itself.
        quartz.AddTrigger<DigestJob>(trigger => trigger.WithIdentity(LookBackTrigger).ForJob(DigestJob.Key)
            .WithCronSchedule("0 0 * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }
}
