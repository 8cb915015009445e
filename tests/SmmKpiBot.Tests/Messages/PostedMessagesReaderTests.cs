using System.Text;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Messages;
using Xunit;

namespace SmmKpiBot.Tests.Messages;

public sealed class PostedMessagesReaderTests
{
    private const string Good = """{"conversation":"c","messageId":"m","at":"2026-11-20T12:00:00+02:00","direction":"in"}""";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_OneMessageWithEveryField_TakesThemAll()
    {
        var message = Assert.Single(Read("""
            {"conversation":"c","messageId":"m","at":"2026-11-20T12:00:00.5+02:00","direction":"out","kind":"comment","author":"Анна","automatic":true,
             "text":"Привіт","link":"https://example.com/1","deleted":true}
            """).Messages);

        Assert.Equal(
            new PostedMessage
            {
                Conversation = "c",
                MessageId = "m",
                At = new DateTimeOffset(2026, 11, 20, 10, 0, 0, 500, TimeSpan.Zero),
                Direction = Direction.Outbound,
                Kind = MessageKind.Comment,
                Author = "Анна",
                Automatic = true,
                Text = "Привіт",
                Link = "https://example.com/1",
                Deleted = true,
            },
            message);
    }

    [Fact]
    public void Read_NullFields_AreLeftOut() =>
        Assert.Null(Assert.Single(Read(Good.Replace("}", ""","author":null,"kind":null,"deleted":null}""", StringComparison.Ordinal)).Messages).Author);

    [Fact]
    public void Read_AThousand_AreTakenAndOneMoreIsNot()
    {
        Assert.Equal(1_000, Read($"[{string.Join(',', Enumerable.Repeat(Good, 1_000))}]").Messages.Count);
        Assert.Contains("", Read($"[{string.Join(',', Enumerable.Repeat(Good, 1_001))}]").Errors.Keys);
    }

    [Theory]
    [InlineData("2026-11-20T12:05:00Z", true)]
    [InlineData("2026-11-20T12:05:00.000001Z", false)]
    [InlineData("2000-01-01T00:00:00Z", true)]
    [InlineData("1999-12-31T23:59:59Z", false)]
    [InlineData("2026-11-20T12:00:00", false)]
    [InlineData("2026-11-20", false)]
    [InlineData("1795165200", false)]
    public void Read_At_NeedsAnOffsetAndIsNotInTheFuture(string at, bool isTaken)
    {
        var (messages, errors) = Read(Good.Replace("2026-11-20T12:00:00+02:00", at, StringComparison.Ordinal));

        Assert.Equal(isTaken, messages.Count == 1);
        Assert.Equal(!isTaken, errors.ContainsKey("at"));
    }

    [Theory]
    [InlineData("{}", "conversation,messageId,at,direction")]
    [InlineData("[7]", "[0]")]
    [InlineData("[{},7]", "[0].conversation,[0].messageId,[0].at,[0].direction,[1]")]
    [InlineData("""{"conversation":"","messageId":5,"at":1,"direction":"inbound","kind":"mail","author":" ","automatic":1,"text":[],"link":"javascript:alert(1)","deleted":"no"}""",
        "conversation,messageId,at,direction,kind,author,automatic,text,link,deleted")]
    [InlineData("""{"conversation":"a\u0000b","messageId":"m\n","at":"2026-11-20T12:00:00Z","direction":"in","text":"\ud800","colour":"red"}""", "conversation,messageId,text,colour")]
    [InlineData("""{"conversation":"c","conversation":"d","messageId":"m","at":"2026-11-20T12:00:00Z","direction":"in"}""", "")]
    [InlineData("""{"conversation":"c","messageId":"m","at":"2026-11-20T12:00:00Z","direction":"\ud800"}""", "")]
    [InlineData("""{"conversation":"c","messageId":"m","at":"\ud8002026-11-20T12:00:00Z","direction":"in"}""", "")]
    [InlineData("""{"conversation":"c","messageId":"m","at":"2026-11-20T12:00:00Z","direction":"in","te\ud800xt":"a"}""", "")]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("""{"conversation":{"a":{"b":{"c":{}}}}}""", "")]
    public void Read_WhatIsWrong_IsNamedFieldByField(string body, string fields)
    {
        var (messages, errors) = Read(body);

        Assert.Empty(messages);
        Assert.Equal(fields.Split(',').Order(StringComparer.Ordinal), errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_OneBadOfTwo_GivesNeither() => Assert.Empty(Read($"[{Good},{{}}]").Messages);

    [Fact]
    public void ToLive_ACustomer_IsHashedAndAStaffMemberIsNot()
    {
        var hasher = new AuthorHasher(new byte[32]);
        var message = Assert.Single(Read(Good).Messages) with { Author = "Ivan", Text = "👍" };

        var customer = message.ToLive(1, "brand", hasher, Now);
        var staff = (message with { Direction = Direction.Outbound }).ToLive(1, "brand", hasher, Now);

        Assert.Equal((hasher.Hash("Ivan"), "👍", NoAnswerReason.Emoji), (customer.Message.Author, customer.Words, customer.Message.NoAnswer));
        Assert.Equal(("Ivan", null, NoAnswerReason.None), (staff.Message.Author, staff.Words, staff.Message.NoAnswer));
    }

    private static (IReadOnlyList<PostedMessage> Messages, IReadOnlyDictionary<string, string[]> Errors) Read(string body)
    {
        var errors = new FieldErrors();
        return (PostedMessagesReader.Read(Encoding.UTF8.GetBytes(body), Now, errors), errors.ByField);
    }
}
