using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>Something the page asked for that cannot be done; the message says why.</summary>
internal sealed class PageException(string message) : Exception(message);

internal sealed record WriteRequest(long ChatId, int? ThreadId, long UserId, string Text);

internal sealed record PressRequest(long ChatId, int MessageId, long UserId, string Data);

/// <param name="To"><c>hour</c>, <c>monday</c>, <c>next</c> or <c>wall</c>.</param>
/// <param name="Wall">A wall time of the agency's zone, for <c>wall</c>.</param>
internal sealed record MoveRequest(string To, string? Wall);

internal sealed record FaultRequest(string Name, bool On);

/// <summary>What the visitor does on the page.</summary>
internal sealed class PageActions(BotApiServer telegram, ClockMover clock, TimeZoneInfo zone)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    public void Write(WriteRequest request)
    {
        var (chat, user) = Find(request.ChatId, request.UserId);
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > 4096)
        {
            throw new PageException("A message has 1 to 4096 characters.");
        }

        telegram.People.Write(chat, user, request.Text, Topic(chat, request.ThreadId));
    }

    public void SendFile(long chatId, int? threadId, long userId, string name, byte[] bytes, string? caption)
    {
        var (chat, user) = Find(chatId, userId);
        telegram.People.SendDocument(chat, user, name, bytes, string.IsNullOrEmpty(caption) ? null : caption, Topic(chat, threadId));
    }

    /// <summary>Presses a button and waits a while for what the bot says to it.</summary>
    public async Task<CallbackAnswer> PressAsync(PressRequest request, CancellationToken cancellationToken)
    {
        var (_, user) = Find(request.ChatId, request.UserId);
        var message = telegram.World.FindMessage(request.ChatId, request.MessageId) ?? throw new PageException("The message is gone.");
        var pressed = telegram.People.Press(message, user, request.Data);
        try
        {
            return await pressed.Answered.Task.WaitAsync(AnswerPatience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new CallbackAnswer(null, false);
        }
    }

    public async Task MoveAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        var now = telegram.Options.Clock.GetUtcNow();
        var target = request.To switch
        {
            "hour" => now.AddHours(1),
            "monday" => NextMonday(now),
            "next" => await clock.NextDueAsync(cancellationToken) ?? throw new PageException("Nothing else is scheduled."),
            "wall" => WallTime(request.Wall),
            _ => throw new PageException("Move the clock to hour, monday, next or wall."),
        };
        if (target <= now)
        {
            throw new PageException("The clock only goes forward: choose a later time.");
        }

        if (target > now.AddDays(400))
        {
            throw new PageException("The clock moves at most 400 days at once.");
        }

        await clock.MoveToAsync(target, cancellationToken);
    }

    private DateTimeOffset NextMonday(DateTimeOffset now)
    {
        var day = LocalDay.Of(now, zone);
        DateTimeOffset instant;
        do
        {
            instant = LocalDay.ToInstant(day.ToDateTime(new TimeOnly(9, 0)), zone);
            day = day.AddDays(1);
        }
        while (instant <= now || TimeZoneInfo.ConvertTime(instant, zone).DayOfWeek != DayOfWeek.Monday);
        return instant;
    }

    private DateTimeOffset WallTime(string? wall) =>
        DateTime.TryParseExact(wall, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? LocalDay.ToInstant(time, zone)
            : throw new PageException("Write a date and a time.");

    private (TelegramChat Chat, TelegramUser User) Find(long chatId, long userId)
    {
        var chat = telegram.World.FindChat(chatId) ?? throw new PageException("There is no such chat.");
        var user = telegram.World.FindUser(userId) ?? throw new PageException("There is no such person.");
        return chat.Members.ContainsKey(userId) ? (chat, user) : throw new PageException("This person is not in that chat.");
    }

    private static int? Topic(TelegramChat chat, int? threadId) => threadId is { } id && chat.Topics.ContainsKey(id) ? id : null;
}
