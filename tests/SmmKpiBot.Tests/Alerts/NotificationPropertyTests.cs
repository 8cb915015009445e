using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>Random weeks of a chat. The story itself checks that a plan made twice is empty, no key repeats and no reply goes to a message nobody got.</summary>
public class NotificationPropertyTests
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    [Fact]
    public void Plan_RandomWeeks_TellsEveryFiringAndEndAtMostOnce_AndNothingByNight() => Gen.Int.Sample(seed => Live(new Random(seed)), iter: 300, threads: 1);

    /// <summary>Answers wait for the hours of their client too, wherever it is, also where these lie wholly in the quiet hours.</summary>
    [Fact]
    public void Plan_RandomWeeksWithAClientsHours_TellsNothingByNightEither() => Gen.Int.Sample(seed => Live(new Random(seed), ClockOf(new Random(~seed)), "answers"), iter: 200, threads: 1);

    /// <summary>A recovery that waits for its group's turn still waits when another line of the group was taken back meanwhile.</summary>
    [Fact]
    public void Plan_TakenBackLineWhileARecoveryWaits_LeavesTheRecoveryWaiting() => Live(new Random(39730));

    /// <summary>What waits in a group that has just spoken in place of a message taken back waits for the group's next turn, here in the quiet hours.</summary>
    [Fact]
    public void Plan_GroupThatSpeaksBeforeOneOfItsLinesIsDue_HoldsTheLineForTheMorningAtOnce() => Live(new Random(5819704));

    private static WorkingClock ClockOf(Random random)
    {
        string[] zones = ["Europe/Kyiv", "Australia/Sydney", "America/Los_Angeles", "Pacific/Auckland"];
        var from = random.Next(0, 23);
        var text = $"{(random.Next(2) == 0 ? "mon-fri" : "sat")} {from:00}:00-{random.Next(from + 1, 25):00}:00";
        var hours = ClientKeys.Apply(new FactSetBuilder().Client, [KeyValuePair.Create("hours", text)]).Hours!;
        return new(hours, new HashSet<DateOnly>(), TimeZoneInfo.FindSystemTimeZoneById(zones[random.Next(zones.Length)]));
    }

    private static void Live(Random random, WorkingClock? clock = null, string third = "views")
    {
        var quiet = random.Next(2) == 0 ? new QuietHours(new(22, 0), new(8, 0), Kyiv) : null;
        var story = new AlertStory(Kyiv, quiet) { Clock = clock, Patience = new(1, random.Next(1, 3), 1, TimeSpan.Zero) };
        var at = new DateTime(2026, 10, 20, 9, 0, 0);
        string[] names = ["reach", "saves", third];
        foreach (var name in names)
            story.At(Text(at)).Point(name, 100);
        for (var step = 0; step < 40; step++)
        {
            at = at.AddSeconds(random.Next(3) == 0 ? random.Next(1, 90) : random.Next(60, 40_000));
            if (Kyiv.IsInvalidTime(at))
                continue;

            var name = names[random.Next(names.Length)];
            story.At(Text(at));
            _ = random.Next(12) switch
            {
                0 => story.Ack(name),
                1 => story.Snooze(name, Text(at.AddHours(random.Next(1, 30)))),
                2 => story.Silence(name, Text(at.AddHours(random.Next(1, 30)))),
                3 => story.Stuck(),
                4 => story.Stuck(false),
                < 9 => story.Point(name, random.Next(20, 71)),
                _ => story.Point(name, 100),
            };
        }

        var heard = story.RunAnything(Text(at.AddDays(6)));

        Assert.All(heard, one => Assert.True(quiet?.EndOf(one.At) is null, $"told at {one.At:O}"));
        var told = heard.SelectMany(one => one.Message.Items.Select(item => (item.Kind, item.Episode.Id))).ToList();
        Assert.Equal(told.Where(one => IsEnd(one.Kind)).Distinct().Count(), told.Count(one => IsEnd(one.Kind)));
        foreach (var episode in told.Select(one => one.Id).Distinct())
        {
            var kinds = told.Where(one => one.Id == episode).Select(one => one.Kind).ToList();
            Assert.True(!kinds.Exists(IsEnd) || kinds.IndexOf(kinds.Find(IsEnd)) == kinds.Count - 1, "told after its end");
            Assert.True(kinds[0] is NoticeItemKind.Fired or NoticeItemKind.Flapping or NoticeItemKind.CameAndWent, string.Join(", ", kinds));
        }
    }

    private static bool IsEnd(NoticeItemKind kind) => kind is NoticeItemKind.Resolved or NoticeItemKind.Closed or NoticeItemKind.CameAndWent;

    private static string Text(DateTime at) => at.ToString("MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
