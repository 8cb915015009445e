using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.BotApi;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using Xunit;

namespace SmmKpiBot.IntegrationTests.BotApi;

public sealed class SendingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetMe_OfTheRealClient_NamesTheBot()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var me = await telegram.Client.GetMe(Stop);

        Assert.Equal((123456, true, "smm_kpi_sandbox_bot"), (me.Id, me.IsBot, me.Username));
    }

    [Fact]
    public async Task SendMessage_WithHtml_StoresPlainTextAndEntitiesInUtf16()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var sent = await telegram.Client.SendMessage(501, "😀 <b>Зерно</b> &lt; <a href=\"https://example.org/x\">план</a>", ParseMode.Html, cancellationToken: Stop);

        Assert.Equal("😀 Зерно < план", sent.Text);
        Assert.Equal([(MessageEntityType.Bold, 3, 5), (MessageEntityType.TextLink, 11, 4)], sent.Entities!.Select(e => (e.Type, e.Offset, e.Length)));
        Assert.Equal("https://example.org/x", sent.Entities![1].Url);
        Assert.Equal("😀 Зерно < план", Assert.Single(telegram.Server.World.MessagesOf(501)).Text);
    }

    [Theory]
    [InlineData("<x>a</x>", "Unsupported start tag \"x\" at byte offset 0")]
    [InlineData("я<b>a</i>", "Unmatched end tag at byte offset 6, expected \"</b>\", found \"</i>\"")]
    [InlineData("<b>a", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("a</b>", "Unexpected end tag at byte offset 1")]
    [InlineData("5 < 6", "Unsupported start tag \"\" at byte offset 2")]
    [InlineData("a <b", "Unclosed start tag at byte offset 2")]
    [InlineData("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    public async Task SendMessage_WithBrokenHtml_IsRefusedInTheRealWords(string html, string reason)
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(501, html, ParseMode.Html, cancellationToken: Stop));

        Assert.Equal((400, "Bad Request: can't parse entities: " + reason), (error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData(4096, null)]
    [InlineData(4097, "Bad Request: message is too long")]
    public async Task SendMessage_AtTheLimit_CountsCodePointsWithoutTags(int length, string? refusal)
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var html = "<b>" + string.Concat(Enumerable.Repeat("😀", length)) + "</b>";

        var error = await Record.ExceptionAsync(() => telegram.Client.SendMessage(501, html, ParseMode.Html, cancellationToken: Stop));

        Assert.Equal(refusal, error?.Message);
    }

    [Theory]
    [InlineData("", "Bad Request: message text is empty")]
    [InlineData(" \n ", "Bad Request: message text is empty")]
    [InlineData("<b></b>", "Bad Request: message text is empty")]
    public async Task SendMessage_WithoutText_IsRefused(string html, string refusal)
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(501, html, ParseMode.Html, cancellationToken: Stop));

        Assert.Equal(refusal, error.Message);
    }

    [Fact]
    public async Task SendMessage_ToAnUnknownChat_IsNotFound()
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(999, "a", cancellationToken: Stop));

        Assert.Equal("Bad Request: chat not found", error.Message);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "Bad Request: BUTTON_DATA_INVALID")]
    public async Task SendMessage_WithCyrillicButtonData_CountsBytes(int letters, string? refusal)
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Місяць", new string('ж', letters)));

        var error = await Record.ExceptionAsync(() => telegram.Client.SendMessage(501, "a", replyMarkup: keyboard, cancellationToken: Stop));

        Assert.Equal(refusal, error?.Message);
    }

    [Fact]
    public async Task SendPhoto_AsUpload_KeepsBytesCaptionAndButtons()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var png = BotApiFixture.Png();
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Місяць", "p:month"));

        var sent = await telegram.Client.SendPhoto(
            501, InputFile.FromStream(new MemoryStream(png), "звіт.png"), "<b>Зерно</b>", ParseMode.Html, replyMarkup: keyboard, cancellationToken: Stop);

        Assert.Equal((1080, 1350), (sent.Photo![^1].Width, sent.Photo[^1].Height));
        Assert.Equal("Зерно", sent.Caption);
        Assert.Equal("p:month", sent.ReplyMarkup!.InlineKeyboard.Single().Single().CallbackData);
        Assert.Equal(png, telegram.Server.World.FindFile(sent.Photo[^1].FileId)!.Bytes);
    }

    [Fact]
    public async Task SendPhoto_ByFileId_UsesTheStoredPicture()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var first = await telegram.Client.SendPhoto(501, InputFile.FromStream(new MemoryStream(BotApiFixture.Png())), cancellationToken: Stop);

        var second = await telegram.Client.SendPhoto(-701, InputFile.FromFileId(first.Photo![^1].FileId), cancellationToken: Stop);

        Assert.Equal(first.Photo[^1].FileUniqueId, second.Photo![^1].FileUniqueId);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1025, "Bad Request: message caption is too long")]
    public async Task SendPhoto_WithALongCaption_IsLimitedTo1024(int length, string? refusal)
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var error = await Record.ExceptionAsync(() => telegram.Client.SendPhoto(
            501, InputFile.FromStream(new MemoryStream(BotApiFixture.Png())), new string('ж', length), cancellationToken: Stop));

        Assert.Equal(refusal, error?.Message);
    }

    [Theory]
    [InlineData(9000, 1001, "Bad Request: PHOTO_INVALID_DIMENSIONS")]
    [InlineData(2100, 100, "Bad Request: PHOTO_INVALID_DIMENSIONS")]
    [InlineData(2000, 100, null)]
    public async Task SendPhoto_WithOddSides_IsRefused(int width, int height, string? refusal)
    {
        await using var telegram = await BotApiFixture.StartAsync();

        var error = await Record.ExceptionAsync(() => telegram.Client.SendPhoto(
            501, InputFile.FromStream(new MemoryStream(BotApiFixture.Png(width, height))), cancellationToken: Stop));

        Assert.Equal(refusal, error?.Message);
    }

    [Fact]
    public async Task SendDocument_WithACyrillicName_CanBeDownloadedAgain()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var sent = await telegram.Client.SendDocument(501, InputFile.FromStream(new MemoryStream([1, 2, 3]), "звіт.xlsx"), cancellationToken: Stop);
        using var bytes = new MemoryStream();

        var file = await telegram.Client.GetInfoAndDownloadFile(sent.Document!.FileId, bytes, Stop);

        Assert.Equal("звіт.xlsx", sent.Document.FileName);
        Assert.Equal(3, file.FileSize);
        Assert.Equal([1, 2, 3], bytes.ToArray());
    }

    [Fact]
    public async Task SendMediaGroup_OfTwoPictures_IsOneAlbum()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        IAlbumInputMedia Picture(string caption) => new InputMediaPhoto(InputFile.FromStream(new MemoryStream(BotApiFixture.Png()), "a.png")) { Caption = caption };

        var album = await telegram.Client.SendMediaGroup(501, [Picture("один"), Picture("")], cancellationToken: Stop);

        Assert.Equal(2, album.Length);
        Assert.Single(album.Select(message => message.MediaGroupId).Distinct());
        Assert.Equal(["один", null], album.Select(message => message.Caption));
    }

    [Fact]
    public async Task SendMessage_ToATopic_LandsThereAndUnknownTopicsAreRefused()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        var topic = telegram.Server.People.CreateTopic(telegram.Forum, telegram.Olena, "KPI");

        var sent = await telegram.Client.SendMessage(-1001, "a", messageThreadId: topic.Id, cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(-1001, "a", messageThreadId: 1, cancellationToken: Stop));

        Assert.Equal((topic.Id, true), (sent.MessageThreadId, sent.IsTopicMessage));
        Assert.Equal(topic.Id + 1, sent.Id);
        Assert.Equal("Bad Request: message thread not found", error.Message);
    }

    [Theory]
    [InlineData("application/json", "{\"chat_id\":501,\"text\":\"так\"}")]
    [InlineData("application/x-www-form-urlencoded", "chat_id=501&text=%D1%82%D0%B0%D0%BA")]
    public async Task SendMessage_InOtherEncodings_IsReadTheSame(string contentType, string body)
    {
        await using var telegram = await BotApiFixture.StartAsync();
        using var http = Untraced.NewClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, contentType);

        using var response = await http.PostAsync($"{telegram.Server.BaseUrl}/bot{telegram.Server.Token}/SENDMESSAGE", content, Stop);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal("так", Assert.Single(telegram.Server.World.MessagesOf(501)).Text);
    }

    [Fact]
    public async Task SendMessage_ByQuery_IsReadTheSame()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        using var http = Untraced.NewClient();

        await http.GetStringAsync($"{telegram.Server.BaseUrl}/bot{telegram.Server.Token}/sendMessage?chat_id=501&text=a%20b", Stop);

        Assert.Equal("a b", Assert.Single(telegram.Server.World.MessagesOf(501)).Text);
    }

    [Fact]
    public async Task Call_OfAnUnknownMethodOrToken_IsRefused()
    {
        await using var telegram = await BotApiFixture.StartAsync();
        using var http = Untraced.NewClient();

        var method = await http.GetAsync($"{telegram.Server.BaseUrl}/bot{telegram.Server.Token}/sendSong", Stop);
        var token = await http.GetAsync($"{telegram.Server.BaseUrl}/bot123456:other/getMe", Stop);
        var path = await http.GetAsync($"{telegram.Server.BaseUrl}/favicon.ico", Stop);

        Assert.Equal((404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found: method not found\"}"), ((int)method.StatusCode, await method.Content.ReadAsStringAsync(Stop)));
        Assert.Equal((401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}"), ((int)token.StatusCode, await token.Content.ReadAsStringAsync(Stop)));
        Assert.Equal(404, (int)path.StatusCode);
    }

    [Fact]
    public async Task StrictRates_WithASecondMessageInASecond_Answers429()
    {
        await using var telegram = await BotApiFixture.StartAsync(new BotApiOptions { StrictRates = true });
        await telegram.Client.SendMessage(501, "a", cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => telegram.Client.SendMessage(501, "b", cancellationToken: Stop));

        Assert.Equal((429, 1), (error.ErrorCode, error.Parameters!.RetryAfter));
        Assert.Equal([200, 429], telegram.Server.Calls.Of("sendMessage").Select(call => call.Status));
    }
}
