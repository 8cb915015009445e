using System.Net;
using SmmKpiBot.Bot.Delivery;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Xunit;

namespace SmmKpiBot.Tests.Delivery;

public sealed class SendOutcomesTests
{
    [Theory]
    [InlineData(400, "Bad Request: chat not found", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: group chat was upgraded to a supergroup chat", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: message thread not found", nameof(Rejection.ThreadGone))]
    [InlineData(400, "Bad Request: TOPIC_CLOSED", nameof(Rejection.ThreadGone))]
    [InlineData(400, "Bad Request: not enough rights to send photos to the chat", nameof(Rejection.NoMedia))]
    [InlineData(400, "Bad Request: not enough rights to send documents to the chat", nameof(Rejection.NoMedia))]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: need administrator rights in the channel chat", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: have no write access to the chat", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: not enough rights in the chat", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: CHAT_WRITE_FORBIDDEN", nameof(Rejection.ChatGone))]
    [InlineData(400, "Bad Request: message to edit not found", nameof(Rejection.MessageGone))]
    [InlineData(400, "Bad Request: message can't be edited", nameof(Rejection.MessageGone))]
    [InlineData(400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 3", nameof(Rejection.NotParsed))]
    [InlineData(400, "Bad Request: wrong file identifier/HTTP URL specified", nameof(Rejection.FileIdWrong))]
    [InlineData(400, "Bad Request: failed to get HTTP URL content", nameof(Rejection.FileIdWrong))]
    [InlineData(400, "Bad Request: wrong type of the web page content", nameof(Rejection.FileIdWrong))]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", nameof(Rejection.ButtonsRefused))]
    [InlineData(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", nameof(Rejection.PictureRefused))]
    [InlineData(400, "Bad Request: message is too long", nameof(Rejection.TooLong))]
    [InlineData(400, "Bad Request: message caption is too long", nameof(Rejection.TooLong))]
    [InlineData(400, "Bad Request: text is too long", nameof(Rejection.TooLong))]
    [InlineData(400, "Bad Request: something nobody has seen", nameof(Rejection.Other))]
    [InlineData(403, "Forbidden: bot was blocked by the user", nameof(Rejection.ChatGone))]
    [InlineData(403, "Forbidden: user is deactivated", nameof(Rejection.ChatGone))]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", nameof(Rejection.ChatGone))]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", nameof(Rejection.ChatGone))]
    [InlineData(403, "Forbidden: the group chat was deleted", nameof(Rejection.ChatGone))]
    [InlineData(404, "Not Found: method not found", nameof(Rejection.NoMethod))]
    [InlineData(413, "Request Entity Too Large", nameof(Rejection.NoMedia))]
    public void Of_RefusalOfThePhoto_IsRejectedWithItsReason(int code, string description, string rejection)
    {
        var outcome = SendOutcomes.Of(new ApiRequestException(description, code), PayloadType.Photo);

        var rejected = Assert.IsType<SendOutcome.Rejected>(outcome);
        Assert.Equal((Enum.Parse<Rejection>(rejection), description), (rejected.Rejection, rejected.Detail));
    }

    [Fact]
    public void Of_Migration_NamesTheNewChat()
    {
        var error = new ApiRequestException("Bad Request: group chat was upgraded to a supergroup chat", 400, new ResponseParameters { MigrateToChatId = -1009 });

        var rejected = Assert.IsType<SendOutcome.Rejected>(SendOutcomes.Of(error, PayloadType.Text));

        Assert.Equal((Rejection.ChatMoved, -1009L), (rejected.Rejection, rejected.MovedTo));
    }

    [Fact]
    public void Of_EditThatChangesNothing_IsSent() => Assert.IsType<SendOutcome.Sent>(
        SendOutcomes.Of(new ApiRequestException("Bad Request: message is not modified: specified new message content is the same", 400), PayloadType.EditText));

    [Theory]
    [InlineData(7)]
    [InlineData(3600)]
    [InlineData(null)]
    public void Of_TooManyRequests_IsNotSentAndSaysHowLong(int? seconds)
    {
        var parameters = seconds is null ? null : new ResponseParameters { RetryAfter = seconds };

        var notSent = Assert.IsType<SendOutcome.NotSent>(SendOutcomes.Of(new ApiRequestException("Too Many Requests", 429, parameters!), PayloadType.Text));

        Assert.Equal((Obstacle.RateLimited, seconds), (notSent.Obstacle, (int?)notSent.RetryAfter?.TotalSeconds));
    }

    [Theory]
    [InlineData(401, "Unauthorized", nameof(Obstacle.Unauthorized))]
    [InlineData(404, "Not Found", nameof(Obstacle.WrongServer))]
    [InlineData(409, "Conflict: terminated by other getUpdates request", nameof(Obstacle.Unreachable))]
    public void Of_RefusalOfTheBot_IsNotSent(int code, string description, string obstacle)
    {
        var notSent = Assert.IsType<SendOutcome.NotSent>(SendOutcomes.Of(new ApiRequestException(description, code), PayloadType.Text));

        Assert.Equal(Enum.Parse<Obstacle>(obstacle), notSent.Obstacle);
    }

    [Theory]
    [InlineData(500, "Internal Server Error: restart")]
    [InlineData(502, "Bad Gateway")]
    [InlineData(504, "Gateway Timeout")]
    public void Of_ServerError_IsUnknown(int code, string description) =>
        Assert.IsType<SendOutcome.Unknown>(SendOutcomes.Of(new ApiRequestException(description, code), PayloadType.Text));

    [Theory]
    [InlineData(HttpStatusCode.OK, true)]
    [InlineData(HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.Forbidden, false)]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    public void Of_AnswerThatIsNotTheApis_IsUnknownOnlyIfSomebodyMayHaveTakenIt(HttpStatusCode status, bool isUnknown)
    {
        var outcome = SendOutcomes.Of(new RequestException("There was an exception during deserialization of the response", status), PayloadType.Text);

        Assert.Equal(isUnknown, outcome is SendOutcome.Unknown);
        Assert.Equal(!isUnknown, outcome is SendOutcome.NotSent);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void Of_FailedConnection_IsNotSentOnlyBeforeTheWire(HttpRequestError error, bool isNotSent)
    {
        var outcome = SendOutcomes.Of(new RequestException("Bot API Service Failure", new HttpRequestException(error)), PayloadType.Text);

        Assert.Equal(isNotSent, outcome is SendOutcome.NotSent { Obstacle: Obstacle.Unreachable });
        Assert.Equal(!isNotSent, outcome is SendOutcome.Unknown);
    }

    [Fact]
    public void Of_Timeout_IsUnknown() => Assert.IsType<SendOutcome.Unknown>(
        SendOutcomes.Of(new RequestException("Bot API Request timed out", new TaskCanceledException("", new TimeoutException())), PayloadType.Text));

    [Fact]
    public void Of_ErrorBeforeSending_IsRejected() => Assert.IsType<SendOutcome.Rejected>(SendOutcomes.Of(new FormatException("quote in a file name"), PayloadType.Document));

    [Fact]
    public void Clean_TextWithAToken_LosesIt() =>
        Assert.Equal("POST https://h/bot<token>/sendMessage", SendOutcomes.Clean("POST https://h/bot123456:canary-AAAAAAAAAAAAAAAAAAAA/sendMessage"));
}
