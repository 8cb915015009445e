using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>What staff set up in a chat, button by button, as a person does it in Telegram.</summary>
public sealed class SettingsFlowTests
{
    private static readonly byte[] Figures = "date,metric,value\n2026-11-01,followers,1000\n2026-11-02,followers,1010\n"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_OfAClientsGroup_AreChosenButtonByButtonInOneMessage()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var (telegram, owner, _) = Person(bot);
        var group = telegram.World.AddGroup(-701, "Acme", ChatKind.Group, false, owner);
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);
        telegram.People.Write(group, owner, "/start " + invitation.Code);
        await telegram.MessageAsync(group, message => message.Text is not null);
        telegram.People.Write(group, owner, "/settings");
        var page = await telegram.MessageAsync(group, message => message.Text?.StartsWith("Налаштування чату", StringComparison.Ordinal) == true);
        Assert.Contains("Звіт: щотижня, понеділок, 09:00", page.Text, StringComparison.Ordinal);

        foreach (var (button, then) in new[]
        {
            ("Щомісяця", "Звіт: щомісяця, перший понеділок, 09:00"),
            ("Пт", "Звіт: щомісяця, перша п’ятниця, 09:00"),
            ("18", "Звіт: щомісяця, перша п’ятниця, 18:00"),
            ("Вимкнено", "Звіт: вимкнено"),
            ("Кожні 2 тижні", "Звіт: кожні 2 тижні, п’ятниця, 18:00"),
            ("English", "Digest: every 2 weeks, Friday, 18:00"),
        })
        {
            page = await PressAsync(telegram, group, page, owner, button, then);
        }

        Assert.Equal(page.Id, telegram.World.MessagesOf(group.Id).Max(message => message.Id));
        var chat = (await bot.Get<ChatStore>().FindAsync(group.Id, null, Stop))!;
        Assert.Equal(new DigestSchedule(DigestFrequency.TwoWeekly, DayOfWeek.Friday, new TimeOnly(18, 0)), chat.Schedule);
        Assert.Equal(Language.En, chat.Language);
    }

    [Fact]
    public async Task AFile_WithACaptionOfTheNetworkOnly_IsImportedAndTakenBackByItsButton()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        foreach (var network in new[] { "facebook", "instagram" })
        {
            await bot.Get<AccountStore>().AddAsync(acme.Id, network, "page", null, Stop);
        }

        var (telegram, owner, chat) = Person(bot);
        telegram.People.SendDocument(chat, owner, "figures.csv", Figures, "facebook");
        var imported = await telegram.MessageAsync(chat, message => message.Text is not null);
        Assert.StartsWith("Acme · Facebook «page»\nІмпортовано: 2\u00A0рядки", imported.Text, StringComparison.Ordinal);
        Assert.Single(await bot.Get<FactBatchStore>().ListImportsAsync(acme.Id, Stop));

        telegram.People.SendDocument(chat, owner, "figures.csv", Figures, "facebook");
        var repeated = await telegram.MessageAsync(chat, message => message.Text?.Contains("імпортовано раніше", StringComparison.Ordinal) == true);
        Assert.Contains("скасуйте той імпорт і надішліть файл знову", repeated.Text, StringComparison.Ordinal);

        var undone = await PressAsync(telegram, chat, repeated, owner, "Скасувати імпорт", "Імпорт скасовано: його цифр більше немає.");

        Assert.Null(undone.Keyboard);
        Assert.All(await bot.Get<FactBatchStore>().ListImportsAsync(acme.Id, Stop), import => Assert.NotNull(import.UndoneAt));
    }

    /// <summary>A caption may hold anything, a secret too that is not known as one: what is kept of it until somebody answers is the account it names.</summary>
    [Theory]
    [InlineData("secret-of-nobody-000000", "З якого акаунта?")]
    [InlineData("instagram secret-of-nobody-000000", "Імпортовано")]
    public async Task AFile_WhoseCaptionNamesNoClient_KeepsNothingOfTheCaptionButItsAccount(string caption, string then)
    {
        await using var bot = await BotUnderTest.RunAsync();
        foreach (var slug in new[] { "acme", "brew" })
        {
            var client = await bot.AddClientAsync(slug, slug + " ltd");
            foreach (var network in new[] { "facebook", "instagram" })
            {
                await bot.Get<AccountStore>().AddAsync(client.Id, network, "page", null, Stop);
            }
        }

        var (telegram, owner, chat) = Person(bot);
        telegram.People.SendDocument(chat, owner, "figures.csv", Figures, caption);
        var question = await telegram.MessageAsync(chat, message => message.Text == "Чиї це цифри?");

        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var kept = (await connection.QueryAsync<string?>("SELECT argument FROM button UNION ALL SELECT payload FROM outbox")).ToList();
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, text => text?.Contains("secret-of-nobody", StringComparison.Ordinal) == true);
        telegram.People.Press(question, owner, question.Button("brew"));
        await telegram.MessageAsync(chat, message => message.Text?.Contains(then, StringComparison.Ordinal) == true);
    }

    private static async Task<TelegramMessage> PressAsync(BotApiServer telegram, TelegramChat chat, TelegramMessage message, TelegramUser user, string button, string then)
    {
        telegram.People.Press(message, user, message.Button(button));
        return await telegram.MessageAsync(chat, edited => edited.Id == message.Id && edited.Text?.Contains(then, StringComparison.Ordinal) == true);
    }

    private static (BotApiServer Telegram, TelegramUser User, TelegramChat Chat) Person(BotUnderTest bot)
    {
        var user = bot.Telegram.World.AddUser(BotUnderTest.OwnerId, "Власниця", null, "uk");
        return (bot.Telegram, user, bot.Telegram.World.AddPrivateChat(user));
    }
}
