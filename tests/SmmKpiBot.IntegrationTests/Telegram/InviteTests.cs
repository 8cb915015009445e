using System.Text.RegularExpressions;
using Dapper;
using SmmKpiBot.Bot.Access;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>From <c>/invite</c> to a person who joined.</summary>
public sealed partial class InviteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnOwnersInvitation_WorksAndItsCodeStaysNowhere()
    {
        await using var bot = await BotUnderTest.RunAsync();
        await bot.AddClientAsync("acme", "Acme");
        var telegram = bot.Telegram;
        var owner = telegram.World.AddUser(BotUnderTest.OwnerId, "Власниця", null, "uk");
        var ownersChat = telegram.World.AddPrivateChat(owner);
        var guest = telegram.World.AddUser(501, "Гостя", null, "en");
        var guestsChat = telegram.World.AddPrivateChat(guest);

        telegram.People.Write(ownersChat, owner, "/start");
        telegram.People.Write(ownersChat, owner, "/invite");
        var question = await telegram.MessageAsync(ownersChat, message => message.Text?.StartsWith("Кого", StringComparison.Ordinal) == true);
        telegram.People.Press(question, owner, question.Button("Клієнта"));
        var invitation = await telegram.MessageAsync(ownersChat, message => message.Text?.Contains("/start ", StringComparison.Ordinal) == true && message.Id > question.Id);
        var code = Code().Match(invitation.Text!).Groups[1].Value;
        telegram.People.Write(guestsChat, guest, "/start " + code);

        await telegram.MessageAsync(guestsChat, message => message.Text?.StartsWith("Hello!", StringComparison.Ordinal) == true);
        await telegram.MessageAsync(ownersChat, message => message.Text?.Contains("Гостя", StringComparison.Ordinal) == true);
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM outbox WHERE state <> 2") == 0);
        Assert.Equal(22, code.Length);
        Assert.Equal(0, await CountAsync(bot, "SELECT COUNT(*) FROM outbox WHERE payload LIKE @like", code));
        Assert.Equal(0, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE body LIKE @like", code));
    }

    [Fact]
    public async Task Invite_ByStaffOfOneClient_InvitesThatClientOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        await bot.AddClientAsync("cafe", "Cafe");
        var staff = BotUnderTest.InPrivate(5);
        await bot.JoinAsync(staff, ChatPurpose.Staff, acme.Id);

        var own = Assert.Single(await bot.SayAsync(staff, "/invite"));
        var other = Assert.Single(await bot.SayAsync(staff, "/invite cafe"));

        Assert.Contains("/start ", BotUnderTest.Visible(own), StringComparison.Ordinal);
        Assert.DoesNotContain("/start ", BotUnderTest.Visible(other), StringComparison.Ordinal);
    }

    private static async Task<long> CountAsync(BotUnderTest bot, string sql, string text = "")
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql, new { like = $"%{text}%" });
    }

    [GeneratedRegex("/start ([A-Za-z0-9_-]+)")]
    private static partial Regex Code();
}
