using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sandbox.Demo;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Demo;

/// <summary>The invented figures show every branch of a digest; they must stay as they are from run to run.</summary>
public sealed class DemoSourceTests
{
    private static readonly DemoCalendar Calendar = new(new DateOnly(2026, 11, 23));
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    [Fact]
    public void Read_Twice_TellsTheSame()
    {
        foreach (var (first, second) in Sources().Zip(Sources()))
        {
            Assert.Equal(Read(first, 14, 0), Read(second, 14, 0));
        }
    }

    [Fact]
    public void Read_OfASubrange_TellsTheSameDays()
    {
        var site = Sources().OfType<SiteSource>().First();

        var whole = Read(site, 30, 0).OfType<TrafficDay>().Where(row => row.Day >= Calendar.DaysAgo(10)).ToList();

        Assert.Equal(whole, Read(site, 10, 0).OfType<TrafficDay>());
    }

    [Fact]
    public void Read_OfConversations_TellsNoneThatStillWaitsSinceYesterday()
    {
        var conversations = Sources().OfType<InboxSource>()
            .SelectMany(inbox => Read(inbox, 200, 0).OfType<ConversationMessage>()).GroupBy(message => message.Conversation).ToList();

        var waiting = conversations.Where(messages => messages.Last() is { Direction: Direction.Inbound } or { Automatic: true }).ToList();

        Assert.NotEmpty(waiting);
        Assert.All(waiting, messages => Assert.True(messages.Last().At < new DateTimeOffset(2026, 11, 20, 4, 0, 0, TimeSpan.Zero)));
        Assert.Contains(conversations, messages => messages.First().At > new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Read_OfTheLastDays_IsProvisionalAndRestatedLater()
    {
        var site = Sources().OfType<SiteSource>().First();
        var day = Calendar.DaysAgo(8);

        var early = Read(site, 14, 7).OfType<TrafficDay>().First(row => row.Day == day);
        var late = Read(site, 14, 0).OfType<TrafficDay>().First(row => row.Day == day);

        Assert.True(early.Provisional);
        Assert.False(late.Provisional);
        Assert.True(late.Sessions > early.Sessions, $"{late.Sessions} after {early.Sessions}");
    }

    [Fact]
    public void Create_OfAllClients_HoldsEveryBranch()
    {
        var facts = Sources().SelectMany(source => Read(source, 60, 0)).ToList();

        Assert.Contains(facts.OfType<ConversationMessage>(), message => message.Automatic);
        Assert.Contains(facts.OfType<Conflict>(), conflict => conflict.ResolvedAt is null);
        Assert.Contains(facts.OfType<Conflict>(), conflict => conflict.ResolvedAt is not null);
        Assert.Contains(facts.OfType<Post>(), post => post.Topic == "котики");
        Assert.Contains(facts.OfType<MetricPoint>(), point => point.Metric == MetricCatalogue.Audience);
        Assert.Contains(facts.OfType<TrafficDay>(), row => row.Campaign.Length == 0);
        Assert.Equal(["EUR", "UAH"], facts.OfType<AdDay>().Select(row => row.Currency).Distinct().Order());
        Assert.Contains(Sources(), source => source.SilentAfter == new DateOnly(2026, 11, 17));
        Assert.Contains(Sources(), source => source.Outages.Count > 0);
    }

    private static IEnumerable<DemoSource> Sources() =>
        new[] { ShopDemo.Create(Calendar), ClinicDemo.Create(Calendar), CafeDemo.Create(Calendar) }.SelectMany(client => client.Sources);

    /// <summary>What a run of the morning <paramref name="runDaysAgo"/> days ago reads.</summary>
    private static List<object> Read(DemoSource source, int fromDaysAgo, int runDaysAgo)
    {
        var at = new DateTimeOffset(Calendar.DaysAgo(runDaysAgo), new TimeOnly(4, 0), TimeSpan.Zero);
        return [.. source.Read(new DemoRun(1, Calendar.DaysAgo(fromDaysAgo), Calendar.DaysAgo(runDaysAgo + 1), at, Kyiv))];
    }
}
