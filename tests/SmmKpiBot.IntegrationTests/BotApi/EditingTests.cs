using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Xunit;

namespace SmmKpiBot.IntegrationTests.BotApi;

public sealed class EditingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EditMessageText_WithOtherText_MarksTheMessageEdited()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendMessage(501, "a", cancellationToken: Stop);

        var edited = await telegram.Client.EditMessageText(501, sent.Id, "<b>b</b>", ParseMode.Html, cancellationToken: Stop);

        Assert.Equal((sent.Id, "b"), (edited.Id, edited.Text));
        Assert.NotNull(edited.EditDate);
    }

    [Fact]
    public async Task EditMessageText_WithTheSame_IsNotModified()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendMessage(501, "<b>a</b>", ParseMode.Html, cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.EditMessageText(501, sent.Id, "<b>a</b>", ParseMode.Html, cancellationToken: Stop));

        Assert.StartsWith("Bad Request: message is not modified: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditMessageMedia_WithAnotherPicture_ReplacesPictureAndCaption()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendPhoto(501, InputFile.FromStream(new MemoryStream(BotApiFixture.Png())), "a", cancellationToken: Stop);
        var media = new InputMediaPhoto(InputFile.FromStream(new MemoryStream(BotApiFixture.Png(800, 600)), "b.png")) { Caption = "<i>b</i>", ParseMode = ParseMode.Html };

        var edited = await telegram.Client.EditMessageMedia(501, sent.Id, media, cancellationToken: Stop);

        Assert.Equal((sent.Id, 800, "b"), (edited.Id, edited.Photo![^1].Width, edited.Caption));
    }

    [Fact]
    public async Task Edit_OfAMessageThatIsGone_IsRefused()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendMessage(501, "a", cancellationToken: Stop);
        await telegram.Client.DeleteMessage(501, sent.Id, Stop);

        var edit = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.EditMessageText(501, sent.Id, "b", cancellationToken: Stop));
        var delete = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.DeleteMessage(501, sent.Id, Stop));

        Assert.Equal("Bad Request: message to edit not found", edit.Message);
        Assert.Equal("Bad Request: message to delete not found", delete.Message);
    }

    [Fact]
    public async Task AnswerCallbackQuery_ASecondTime_IsTooLate()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendMessage(501, "a", cancellationToken: Stop);
        var message = telegram.Server.World.FindMessage(501, sent.Id)!;
        var pressed = telegram.Server.People.Press(message, telegram.Olena, "x");

        await telegram.Client.AnswerCallbackQuery(pressed.Id, "готово", cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.AnswerCallbackQuery(pressed.Id, cancellationToken: Stop));

        Assert.Equal("готово", (await pressed.Answered.Task).Text);
        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", error.Message);
    }

    [Fact]
    public async Task Commands_SetForAScope_AreReadBackAndCounted()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        await telegram.Client.SetMyCommands([new BotCommand("kpi", "Показники")], new BotCommandScopeChat { ChatId = 501 }, "uk", Stop);
        await telegram.Client.SetMyCommands([new BotCommand("help", "Help")], cancellationToken: Stop);

        Assert.Equal("kpi", Assert.Single(await telegram.Client.GetMyCommands(new BotCommandScopeChat { ChatId = 501 }, "uk", Stop)).Command);
        Assert.Equal("kpi", (string?)telegram.Server.Commands.MenuFor(501, 501, true, "uk")[0]!["command"]);
        Assert.Equal("help", (string?)telegram.Server.Commands.MenuFor(-701, 501, false, "uk")[0]!["command"]);
    }

    [Fact]
    public async Task Members_OfAGroup_AreTold()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var member = await telegram.Client.GetChatMember(-701, 501, Stop);
        var stranger = telegram.Server.World.AddUser(777, "Хтось");
        var left = await telegram.Client.GetChatMember(-701, stranger.Id, Stop);

        Assert.Equal((ChatMemberStatus.Creator, ChatMemberStatus.Left), (member.Status, left.Status));
        Assert.Equal(2, await telegram.Client.GetChatMemberCount(-701, Stop));
        Assert.Equal("Команда", (await telegram.Client.GetChat(-701, Stop)).Title);
    }
}
