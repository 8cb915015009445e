using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts.Ratings;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// The only thing a customer can do here: answer the question that was put to them, by one of its buttons. Whatever else is pressed in a chat of a business
/// account does nothing, whoever presses it; and in a group nobody but the customer who was asked answers.
/// </summary>
internal sealed class CustomerPresses(ButtonStore buttons, FeedStore feeds, CustomerChats chats, RatingAnswers ratings, AuthorHasher hasher, BotCalls bot, TimeProvider timeProvider)
{
    private static readonly Words NotAsked = new("Ця кнопка не для вас або вже не діє.", "This button is not for you, or it no longer works.");

    private readonly ButtonStore _buttons = buttons;
    private readonly FeedStore _feeds = feeds;
    private readonly CustomerChats _chats = chats;
    private readonly RatingAnswers _ratings = ratings;
    private readonly AuthorHasher _hasher = hasher;
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>What the press leads to; null when it is none of a customer, so that rights decide about it.</summary>
    public async Task<Answer?> AnswerAsync(IncomingPress press, CancellationToken cancellationToken)
    {
        var button = press.ButtonId is { Length: <= 64 } id ? await _buttons.FindAsync(id, cancellationToken) : null;
        var rating = button?.Action == CustomerRating.Action ? CustomerRating.Parse(button.Argument) : null;
        if (press.ConnectionId is null && rating is null)
            return null;
        var answer = new Answer();
        var isTheirs = rating is not null && press.From.UserId is { } userId && rating.Customer == _hasher.Author(userId) && await IsThereAsync(press, button!, answer, cancellationToken);
        var said = isTheirs
            ? await _ratings.TakeAsync(new(button!, rating!, press.MessageId), answer, cancellationToken)
            : NotAsked.In(LanguageCode.OfApp(press.From.AppLanguage, Language.Uk));
        await _bot.AnswerPressAsync(press.CallbackId, said, cancellationToken);
        return answer;
    }

    /// <summary>Was the button shown in this chat? In a chat of a business account its number is not what the button keeps.</summary>
    private async Task<bool> IsThereAsync(IncomingPress press, Button button, Answer answer, CancellationToken cancellationToken)
    {
        if (press.ConnectionId is not { } connectionId)
            return button.ChatId == press.From.ChatId;
        if (await _feeds.OfConnectionAsync(connectionId, cancellationToken) is not ({ } feed, true) || !feed.IsOn(out var accountId, out var clientId) || clientId != button.ClientId)
            return false;
        var conversation = _hasher.BusinessConversation(press.From.ChatId);
        if (await _chats.FindAsync(accountId, conversation, cancellationToken) is not { } chat || CustomerChatId.Of(chat.Id) != button.ChatId)
            return false;
        var pressed = new HeardCustomer(clientId, accountId, conversation, connectionId, press.From.ChatId, _timeProvider.GetUtcNow());
        answer.Write((connection, transaction) => _chats.PressedAsync(connection, transaction, chat.Id, pressed));
        return true;
    }
}
