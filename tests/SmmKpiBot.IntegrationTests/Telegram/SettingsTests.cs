using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Settings by buttons: clients choose hour and language, staff also day and frequency.</summary>
public sealed class SettingsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClient_ChoosesTheHour_AndTheScheduleFollows()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await JoinedAsync(bot);
        var changes = 0;
        bot.Get<ChatStore>().Changed += () => changes++;
        var settings = Assert.Single(await bot.SayAsync(client, "/settings"));

        var edited = Assert.Single(await bot.PressAsync(client, Data(settings, "18")));

        Assert.IsType<EditTextContent>(edited.Content);
        Assert.Contains("понеділок, 18:00", BotUnderTest.Visible(edited), StringComparison.Ordinal);
        Assert.Equal(new TimeOnly(18, 0), (await bot.Get<ChatStore>().FindAsync(client.ChatId, null, Stop))!.Schedule.At);
        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task AClient_IsNotOfferedDayAndFrequency()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await JoinedAsync(bot);

        var texts = Texts(Assert.Single(await bot.SayAsync(client, "/settings")));

        Assert.DoesNotContain(texts, text => text.StartsWith("Щомісяця", StringComparison.Ordinal) || text.StartsWith("Пт", StringComparison.Ordinal));
        Assert.Contains("9 ✓", texts);
    }

    [Fact]
    public async Task Staff_InAClientsGroup_ChooseDayAndFrequencyAndTheClientDoesNot()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        await bot.JoinAsync(BotUnderTest.InPrivate(5), ChatPurpose.Staff);
        await bot.JoinAsync(BotUnderTest.InPrivate(6), ChatPurpose.Client, acme.Id);
        var (staff, client) = (BotUnderTest.InGroup(5, -7), BotUnderTest.InGroup(6, -7));
        await bot.JoinAsync(staff, ChatPurpose.Client, acme.Id);
        var settings = Assert.Single(await bot.SayAsync(staff, "/settings"));

        var byClient = await bot.PressAsync(client, Data(settings, "Пт"));
        await bot.PressAsync(staff, Data(settings, "Щомісяця"));

        Assert.IsType<TextContent>(Assert.Single(byClient).Content);
        var schedule = (await bot.Get<ChatStore>().FindAsync(-7, null, Stop))!.Schedule;
        Assert.Equal((DigestFrequency.Monthly, DayOfWeek.Monday), (schedule.Frequency, schedule.Day));
    }

    [Fact]
    public async Task AClient_InTheTeamsGroup_ChangesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        await bot.JoinAsync(BotUnderTest.InPrivate(5), ChatPurpose.Staff);
        await bot.JoinAsync(BotUnderTest.InPrivate(6), ChatPurpose.Client, acme.Id);
        var (staff, client) = (BotUnderTest.InGroup(5, -7), BotUnderTest.InGroup(6, -7));
        await bot.JoinAsync(staff, ChatPurpose.Staff);
        var question = Assert.Single(await bot.SayAsync(staff, "/language"));

        await bot.PressAsync(client, Data(question, "English"));

        Assert.Equal(Language.Uk, (await bot.Get<ChatStore>().FindAsync(-7, null, Stop))!.Language);
    }

    [Fact]
    public async Task Language_InPrivate_ChangesAnswersAndDigests()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await JoinedAsync(bot);
        var question = Assert.Single(await bot.SayAsync(client, "/language"));

        await bot.PressAsync(client, Data(question, "English"));

        Assert.Contains("What I can do", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(client, "/help"))), StringComparison.Ordinal);
        Assert.Equal(Language.En, (await bot.Get<ChatStore>().FindAsync(client.ChatId, null, Stop))!.Language);
    }

    private static async Task<Asker> JoinedAsync(BotUnderTest bot)
    {
        var acme = await bot.AddClientAsync("acme", "Acme");
        var client = BotUnderTest.InPrivate(5);
        await bot.JoinAsync(client, ChatPurpose.Client, acme.Id);
        return client;
    }

    private static List<string> Texts(OutboxMessage message) => [.. message.Content.Buttons.SelectMany(row => row).Select(button => button.Text)];

    private static string Data(OutboxMessage message, string text) =>
        message.Content.Buttons.SelectMany(row => row).First(button => button.Text.StartsWith(text, StringComparison.Ordinal)).CallbackData
        ?? throw new InvalidOperationException("That button is a link.");
}
