using SmmKpiBot.Bot.Telegram.Channels;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Telegram.Conversations;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Channels;

/// <summary>What a channel tells by updates, from the stand-in Telegram to facts.</summary>
public sealed class ChannelFactsTests
{
    private const long ChannelId = -1_000_000_000_900;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posts_WithReactionsAndComments_AreStoredOnce_AlbumsAsOne()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, comments, _) = world.Telegram.World.AddChannel(ChannelId, "Зерно", "zerno_coffee");
        await AssignAsync(world, channel);
        world.Telegram.People.Write(comments, world.Staff, "/settings");
        var question = await world.Telegram.MessageAsync(world.StaffChat, message => message.Keyboard is not null && message.Text!.Contains("коментарі", StringComparison.Ordinal));
        world.Telegram.People.Press(question, world.Staff, question.Button("Acme"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == question.Id && message.Keyboard is null);

        var copy = world.Telegram.Channels.Post(channel, "Нове зерно");
        var post = world.Telegram.World.MessagesOf(channel.Id)[0];
        world.Telegram.Channels.React(post, ("👍", 3), ("🔥", 4));
        world.Telegram.Channels.EditPost(post, "Нове зерно, виправлено");
        world.Telegram.Channels.Comment(copy, world.Customer, "Яка ціна?");
        world.Telegram.Channels.CommentAsChannel(copy, "250 грн");
        var first = world.Telegram.Channels.Publish(channel, "Фото 1", "album-1");
        var second = world.Telegram.Channels.Publish(channel, "Фото 2", "album-1");
        world.Telegram.Channels.React(first, ("👍", 2));
        world.Telegram.Channels.React(second, ("❤", 1));
        await TellAsync(world);

        var posts = (await world.FactsAsync()).Posts.Select(history => history.Latest).OrderBy(found => found.PublishedAt).ThenBy(found => found.PostId).ToList();
        Assert.Equal([(7L, 2L, "text"), (3L, 0L, "album")], posts.Select(found => (found.Reactions ?? -1, found.Comments ?? -1, found.Type!)));
        Assert.Equal($"https://t.me/zerno_coffee/{post.Id}", posts[0].Url);
        var observations = await world.ScalarAsync<long>("select count(*) from post_observation");
        await TellAsync(world);
        Assert.Equal(observations, await world.ScalarAsync<long>("select count(*) from post_observation"));
        Assert.Equal(2, (await world.MessagesAsync()).Count);

        world.Telegram.Channels.React(post, []);
        await TellAsync(world);
        Assert.Equal(0, (await world.FactsAsync()).Posts.Single(history => history.Latest.PostId == posts[0].PostId).Latest.Reactions);
    }

    [Fact]
    public async Task JoinsAndLeaves_AreCountedByDay_AndByTheNameOfTheLink_WithoutAnybodysNumber()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, _, _) = world.Telegram.World.AddChannel(ChannelId, "Зерно", null);
        await AssignAsync(world, channel);
        var people = Enumerable.Range(0, 5).Select(number => world.Telegram.World.AddUser(7_700_001 + number, "Гість")).ToList();
        var advertised = new InviteLink("https://t.me/+AbCdEfGhIjKlMnOp", "kava-2026-11", world.Staff);
        var gate = new InviteLink("https://t.me/+QrStUvWxYz012345", "gate", world.Staff) { CreatesJoinRequest = true };
        var main = new InviteLink("https://t.me/+MainMainMainMain", null, world.Owner) { IsPrimary = true };

        world.Telegram.Channels.Join(channel, people[0], advertised);
        world.Telegram.Channels.Join(channel, people[1], advertised);
        world.Telegram.Channels.Request(channel, people[2], gate);
        world.Telegram.Channels.Join(channel, people[2], viaRequest: true);
        world.Telegram.Channels.Join(channel, people[3], main);
        world.Telegram.Channels.Join(channel, people[4]);
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.Leave(channel, people[0]);
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.Join(channel, people[0], gate);
        await TellAsync(world);

        var facts = await world.FactsAsync();
        Assert.Equal(6, facts.Points.Single(point => point.Metric == MetricCatalogue.FollowersGained).Value);
        Assert.Equal(1, facts.Points.Single(point => point.Metric == MetricCatalogue.FollowersLost).Value);
        Assert.Equal([("gate", 1L, null), ("kava-2026-11", 2L, null)], facts.Ads.OrderBy(row => row.Campaign, StringComparer.Ordinal).Select(row => (row.Campaign, row.NewFollowers ?? 0, row.SpendMicros)));
        Assert.Equal(3, await world.KpiAsync("paid.followers"));
        Assert.Null(await world.KpiAsync("paid.cost_per_follower"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from telegram_move where member like '%770000%' or length(member) < 32"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from telegram_request"));
    }

    [Fact]
    public async Task QuietDay_IsKnownToBeQuiet_AndSettlesAfterTwo()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, _, _) = world.Telegram.World.AddChannel(ChannelId, "Зерно", null);
        await AssignAsync(world, channel);
        await TellAsync(world);
        var gained = (await world.FactsAsync()).Points.Single(point => point.Metric == MetricCatalogue.FollowersGained);
        Assert.Equal((0L, true), (gained.Value ?? -1, gained.Provisional));

        world.Bot.Advance(TimeSpan.FromDays(2));
        await TellAsync(world);

        var settled = (await world.FactsAsync()).Points.Single(point => point.Metric == MetricCatalogue.FollowersGained && point.Day == gained.Day);
        Assert.Equal((0L, false), (settled.Value ?? -1, settled.Provisional));
    }

    [Fact]
    public async Task ChannelOfNobody_ChangesNothing_AndAsksOwnersOnce()
    {
        await using var world = await FeedWorld.CreateAsync();
        var channel = world.Telegram.World.AddForeignChannel(ChannelId, "Чужий", "foreign_one");
        world.Telegram.Channels.PromoteBot(channel, world.Customer);
        await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("Чужий", StringComparison.Ordinal));
        var post = world.Telegram.Channels.Publish(channel, "Реклама");
        world.Telegram.Channels.React(post, ("👍", 100));
        world.Telegram.Channels.Join(channel, world.OtherCustomer);
        world.Telegram.Channels.RemoveBot(channel, world.Customer);
        world.Telegram.Channels.PromoteBot(channel, world.Customer);
        await TellAsync(world);

        Assert.Single(world.Telegram.World.MessagesOf(world.OwnerChat.Id), message => message.Text!.Contains("Чужий", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(channel.Id), message => message.From.Id == world.Telegram.World.Bot.Id);
        Assert.Equal(0, await world.ScalarAsync<long>("select (select count(*) from telegram_post) + (select count(*) from telegram_move) + (select count(*) from account where network = 'telegram')"));
    }

    [Fact]
    public async Task AssignedChannel_IsCollectedToo_OnTheAccountThatWasThere_AndPausesWhileTheBotIsOut()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, _, _) = world.Telegram.World.AddChannel(ChannelId, "Зерно", "zerno_coffee");
        channel.OtherMembers = 500;
        var account = await world.Bot.Get<Data.Accounts.AccountStore>().AddAsync(world.Acme.Id, "telegram", "main", "@Zerno_Coffee", Stop);
        await AssignAsync(world, channel);
        await Watching.UntilAsync(async () => (await world.FactsAsync()).Points.Any(point => point.Metric == MetricCatalogue.Followers && point.AccountId == account!.Id && point.Value == 501));
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from account where network = 'telegram'"));

        world.Telegram.People.Write(world.StaffChat, world.Staff, "/status");
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text?.Contains("Перегляди каналу Telegram ботам не показує", StringComparison.Ordinal) == true);

        world.Telegram.Channels.RemoveBot(channel, world.Owner);
        await world.QuietAsync();
        Assert.All(await world.Bot.Get<FeedStore>().ChannelsAsync(Stop), feed => Assert.False(feed.IsHeard));

        // Whoever looked at the channel meanwhile was refused.
        await world.Bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => AccountConnections.BreakAsync(connection, transaction, account!.Id, new("Forbidden", "not let in", null), world.Bot.Get<TimeProvider>().GetUtcNow()), Stop);
        channel.OtherMembers = 600;
        world.Telegram.Channels.PromoteBot(channel, world.Owner);
        await world.QuietAsync();
        Assert.All(await world.Bot.Get<FeedStore>().ChannelsAsync(Stop), feed => Assert.True(feed.IsHeard));
        await Watching.UntilAsync(async () => (await world.FactsAsync()).Points.Any(point => point.Metric == MetricCatalogue.Followers && point.AccountId == account!.Id && point.Value == 601));
    }

    private static async Task AssignAsync(FeedWorld world, TelegramChat channel)
    {
        world.Telegram.Channels.PromoteBot(channel, world.Owner);
        await world.AssignAsync(channel.Title);
    }

    private static async Task TellAsync(FeedWorld world)
    {
        await world.QuietAsync();
        await world.Bot.Get<ChannelTeller>().TellAsync(Stop);
    }
}
