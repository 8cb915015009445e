using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>Comments under a channel's posts, and its direct messages.</summary>
public sealed class ChannelTests
{
    [Fact]
    public async Task Comments_OfAGroupThatShowsNothing_AreSwitchedOnInPrivateAndMeasuredByCommenter()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, comments, _) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        world.Telegram.People.Write(comments, world.Staff, "/settings");
        var question = await world.Telegram.MessageAsync(world.StaffChat, message => message.Keyboard is not null);
        world.Telegram.People.Press(question, world.Staff, question.Button("Acme"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == question.Id && message.Keyboard is null);

        var copy = world.Telegram.Channels.Post(channel, "Нове зерно");
        var first = world.Telegram.Channels.Comment(copy, world.Customer, "Яка ціна?");
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.Comment(copy, world.OtherCustomer, "А доставка є?");
        world.Telegram.Channels.Comment(copy, world.OtherCustomer, "@ivan дивись");
        Assert.Equal(2, await world.KpiAsync("feedback.waiting"));

        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.CommentAsChannel(copy, "250 грн", first);
        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.WriteAnonymously(comments, "Доставка є", copy.Id, copy);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));

        var messages = await world.MessagesAsync();
        Assert.All(messages, message => Assert.Equal(MessageKind.Comment, message.Kind));
        Assert.All(messages, message => Assert.StartsWith("post:1:user:", message.Conversation, StringComparison.Ordinal));
        Assert.Equal(NoAnswerReason.Tags, messages.Single(message => message.NoAnswer != NoAnswerReason.None).NoAnswer);
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(comments.Id), message => message.From.Id == world.Telegram.World.Bot.Id);
    }

    [Fact]
    public async Task Comments_ApartFromPosts_AreNotMeasured_AndAdministratorsAnswerForTheBrand()
    {
        await using var world = await FeedWorld.CreateAsync();
        var admin = world.Telegram.World.AddUser(600, "Модератор", null, "uk");
        var (channel, comments, _) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", null, admin);
        await SwitchOnAsync(world, comments);
        world.Telegram.People.Write(comments, world.Customer, "Балачка в групі");
        var chat = world.Telegram.People.Write(comments, world.OtherCustomer, "Ще балачка");
        world.Telegram.People.Write(comments, world.Customer, "Відповідь на балачку", chat.Id, chat);
        var copy = world.Telegram.Channels.Post(channel, "Допис");
        world.Telegram.Channels.Comment(copy, world.Customer, "Питання");
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.Comment(copy, admin, "Відповідь модератора");

        var messages = await world.MessagesAsync();
        Assert.Equal([Direction.Inbound, Direction.Outbound], messages.OrderBy(message => message.At).Select(message => message.Direction));
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task Comments_UnderAPostFromBeforeTheBot_AreMeasuredToo()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, comments, _) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", null);
        var copy = world.Telegram.Channels.Post(channel, "Старий допис");
        var before = world.Telegram.Channels.Comment(copy, world.OtherCustomer, "Давній коментар");
        await world.QuietAsync();
        await SwitchOnAsync(world, comments);
        world.Bot.Advance(TimeSpan.FromMinutes(1));

        world.Telegram.Channels.Comment(copy, world.Customer, "Питання", before);
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.CommentAsChannel(copy, "Відповідь");

        Assert.Equal(2, (await world.MessagesAsync()).Count);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task DirectMessages_AreOfferedToTheOwnerAndAnsweredInTheChannelsName()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (_, _, direct) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", null);
        world.Telegram.Channels.WriteDirectly(direct, world.Customer, "/start");
        await world.AssignAsync("Зерно");
        world.Bot.Advance(TimeSpan.FromMinutes(1));

        world.Telegram.Channels.WriteDirectly(direct, world.Customer, "Чи є зерно?");
        world.Telegram.Channels.WriteDirectly(direct, world.OtherCustomer, "Ви працюєте?");
        Assert.Equal(2, await world.KpiAsync("feedback.waiting"));
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.Channels.AnswerDirectly(direct, world.Customer, world.Staff, "Є");

        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        var messages = await world.MessagesAsync();
        Assert.Equal(2, messages.Select(message => message.Conversation).Distinct().Count());
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(direct.Id), message => message.From.Id == world.Telegram.World.Bot.Id);
    }

    private static async Task SwitchOnAsync(FeedWorld world, TelegramChat comments)
    {
        world.Telegram.People.Write(comments, world.Staff, "/settings");
        var question = await world.Telegram.MessageAsync(world.StaffChat, message => message.Keyboard is not null);
        world.Telegram.People.Press(question, world.Staff, question.Button("Acme"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == question.Id && message.Keyboard is null);
    }
}
