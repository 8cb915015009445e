using System.Text.Json;
using SmmKpiBot.Bot.Telegram.Updates;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class IncomingReaderTests
{
    private const string From = "\"from\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Олена\",\"last_name\":\"Ґудзь\",\"language_code\":\"uk\"}";

    [Fact]
    public void Read_APrivateText_NamesItsAuthor()
    {
        var text = Assert.IsType<IncomingText>(Read($"\"message_id\":3,\"date\":1,{From},\"chat\":{{\"id\":7,\"type\":\"private\"}},\"text\":\"/kpi\""));

        Assert.Equal(new Asker(7, "Олена Ґудзь", "uk", 7, null, true, null), text.From);
    }

    [Fact]
    public void Read_AnAnonymousAdmin_IsNobodyInParticular()
    {
        const string admin = "\"from\":{\"id\":1087968824,\"is_bot\":true,\"first_name\":\"Group\"},\"sender_chat\":{\"id\":-5,\"type\":\"supergroup\"}";

        var text = Assert.IsType<IncomingText>(Read($"\"message_id\":3,\"date\":1,{admin},\"chat\":{{\"id\":-5,\"type\":\"supergroup\",\"title\":\"Г\"}},\"text\":\"/kpi\""));

        Assert.Null(text.From.UserId);
    }

    [Theory]
    [InlineData("\"message_thread_id\":9,\"is_topic_message\":true,", 9)]
    [InlineData("\"message_thread_id\":9,", null)]
    [InlineData("", null)]
    public void Read_AThread_IsATopicOnlyInForums(string thread, int? expected)
    {
        var text = Assert.IsType<IncomingText>(Read($"\"message_id\":3,{thread}\"date\":1,{From},\"chat\":{{\"id\":-5,\"type\":\"supergroup\",\"title\":\"Г\"}},\"text\":\"/kpi\""));

        Assert.Equal(expected, text.From.ThreadId);
    }

    [Theory]
    [InlineData("-1000000000077", "supergroup", "false", null, "https://t.me/c/77/2")]
    [InlineData("-5", "group", "false", null, null)]
    [InlineData("-1000000000077", "supergroup", "true", 8L, "https://t.me/c/77/2")]
    public void Read_AReply_SaysToWhatAndToWhom(string chat, string type, string isBot, long? bot, string? link)
    {
        var place = $"\"chat\":{{\"id\":{chat},\"type\":\"{type}\",\"title\":\"Г\"}}";
        var reply = $"\"reply_to_message\":{{\"message_id\":2,\"date\":1,\"from\":{{\"id\":8,\"is_bot\":{isBot},\"first_name\":\"Х\"}},{place},\"caption\":\"Де замовлення?\"}}";

        var text = Assert.IsType<IncomingText>(Read($"\"message_id\":3,\"date\":1,{From},{place},{reply},\"text\":\"/conflict\""));

        Assert.Equal(new QuotedMessage(2, "Де замовлення?", bot, link), text.Quoted);
        Assert.False(text.Forwarded);
    }

    [Fact]
    public void Read_APictureThatWasPassedOn_IsItsWords()
    {
        const string origin = "\"forward_origin\":{\"type\":\"channel\",\"date\":1,\"chat\":{\"id\":-1000000000088,\"type\":\"channel\",\"title\":\"К\",\"username\":\"kava\"},\"message_id\":4}";
        const string picture = "\"photo\":[{\"file_id\":\"a\",\"file_unique_id\":\"b\",\"width\":1,\"height\":1}],\"caption\":\"Ось що прийшло\"";

        var text = Assert.IsType<IncomingText>(Read($"\"message_id\":3,\"date\":1,{From},\"chat\":{{\"id\":7,\"type\":\"private\"}},{origin},{picture}"));

        Assert.Equal(("Ось що прийшло", true, "https://t.me/kava/4"), (text.Text, text.Forwarded, text.ForwardLink));
    }

    [Fact]
    public void Read_APictureInPrivate_IsACaptionAndInAGroupNothing()
    {
        const string picture = "\"photo\":[{\"file_id\":\"a\",\"file_unique_id\":\"b\",\"width\":1,\"height\":1}],\"caption\":\"Ось що прийшло\"";

        var caption = Assert.IsType<IncomingCaption>(Read($"\"message_id\":3,\"date\":1,{From},\"chat\":{{\"id\":7,\"type\":\"private\"}},{picture}"));

        Assert.Equal((7L, 3, "Ось що прийшло"), (caption.From.ChatId, caption.MessageId, caption.Text));
        Assert.Null(Read($"\"message_id\":3,\"date\":1,{From},\"chat\":{{\"id\":-5,\"type\":\"group\"}},{picture}"));
    }

    [Fact]
    public void Read_AnotherBot_IsIgnored()
    {
        Assert.Null(Read("\"message_id\":3,\"date\":1,\"from\":{\"id\":8,\"is_bot\":true,\"first_name\":\"B\"},\"chat\":{\"id\":-5,\"type\":\"group\"},\"text\":\"/kpi\""));
    }

    [Fact]
    public void Read_AMigration_NamesBothIds()
    {
        var move = Assert.IsType<IncomingMove>(Read($"\"message_id\":3,\"date\":1,{From},\"chat\":{{\"id\":-5,\"type\":\"group\"}},\"migrate_to_chat_id\":-1005"));

        Assert.Equal((-5, -1005), (move.OldChatId, move.NewChatId));
    }

    [Fact]
    public void Read_AnUnknownKindOfMember_Throws()
    {
        const string body = "{\"update_id\":1,\"my_chat_member\":{\"chat\":{\"id\":7,\"type\":\"private\"},\"from\":{\"id\":7},\"date\":1,\"old_chat_member\":{\"status\":\"x\"},\"new_chat_member\":{\"status\":\"x\"}}}";

        Assert.Throws<JsonException>(() => IncomingReader.Read(body));
    }

    [Theory]
    [InlineData("{\"update_id\":5,\"message\":{\"chat\":{\"id\":-9}}}", -9)]
    [InlineData("{\"update_id\":5,\"callback_query\":{\"from\":{\"id\":7},\"message\":{\"chat\":{\"id\":-9}}}}", -9)]
    [InlineData("{\"update_id\":5,\"callback_query\":{\"from\":{\"id\":7}}}", 7)]
    [InlineData("{\"update_id\":5,\"something_new\":{}}", 0)]
    [InlineData("{\"update_id\":5,\"message\":\"odd\"}", 0)]
    public void RawUpdate_OfAnyShape_KnowsTheChatItsOrderBelongsTo(string body, long lane)
    {
        using var json = JsonDocument.Parse(body);

        Assert.Equal((5L, lane), (RawUpdate.From(json.RootElement)!.Id, RawUpdate.From(json.RootElement)!.Lane));
    }

    private static Incoming? Read(string message) => IncomingReader.Read($"{{\"update_id\":1,\"message\":{{{message}}}}}");
}
