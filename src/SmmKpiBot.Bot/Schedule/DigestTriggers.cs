using System.Globalization;
using Quartz;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Keeps one trigger for each chat and zone of its clients in step with the bindings. A trigger only wakes the round; what is due the round decides itself.</summary>
internal sealed class DigestTriggers(ISchedulerFactory schedulers, DigestBook book)
{
    private const string Group = "digest-chats";

    private readonly ISchedulerFactory _schedulers = schedulers;
    private readonly DigestBook _book = book;

    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        var scheduler = await _schedulers.GetScheduler(cancellationToken);
        var wanted = (await _book.SubscriptionsAsync(cancellationToken)).DistinctBy(KeyOf).ToDictionary(KeyOf);
        var known = (await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken)).ToHashSet();
        foreach (var gone in known.Where(key => !wanted.ContainsKey(key)))
        {
            await scheduler.UnscheduleJob(gone, cancellationToken);
        }

        foreach (var (key, subscription) in wanted.Where(pair => !known.Contains(pair.Key)))
        {
            await scheduler.ScheduleTrigger(Trigger(key, subscription), TriggerConflict.Keep, cancellationToken);
        }
    }

    /// <summary>The schedule is part of the name: another schedule is another trigger.</summary>
    private static TriggerKey KeyOf(DigestSubscription one) => new(
        string.Create(CultureInfo.InvariantCulture, $"{one.Chat.Id} {one.Schedule.Frequency} {one.Schedule.Day} {one.Schedule.At:HH:mm} {one.Zone.Id}"), Group);

    private static ITrigger Trigger(TriggerKey key, DigestSubscription subscription) => TriggerBuilder.Create()
        .WithIdentity(key)
        .ForJob(DigestJob.Key)
        .WithCronSchedule(Cron(subscription.Schedule), cron => cron.InTimeZone(subscription.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();

    private static string Cron(DigestSchedule schedule)
    {
        var day = schedule.Day.ToString()[..3].ToUpperInvariant();
        return schedule.Frequency switch
        {
            DigestFrequency.Monthly => string.Create(CultureInfo.InvariantCulture, $"0 {schedule.At.Minute} {schedule.At.Hour} ? * {day}#1"),
            DigestFrequency.Quarterly => string.Create(CultureInfo.InvariantCulture, $"0 {schedule.At.Minute} {schedule.At.Hour} ? 1,4,7,10 {day}#1"),
            _ => string.Create(CultureInfo.InvariantCulture, $"0 {schedule.At.Minute} {schedule.At.Hour} ? * {day}"),
        };
    }
}
