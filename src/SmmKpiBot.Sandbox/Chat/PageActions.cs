using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Scene;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>Something the page asked for that cannot be done; the message says why.</summary>
internal sealed class PageException(string message) : Exception(message);

internal sealed record WriteRequest(long ChatId, int? ThreadId, long UserId, string Text);

internal sealed record PressRequest(long ChatId, int MessageId, long UserId, string Data);

internal sealed record FaultRequest(string Name, bool On);

/// <summary>What the visitor does on the page.</summary>
internal sealed class PageActions(BotApiServer telegram, AgencyScene scene)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    public void Write(WriteRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > 4096)
        {
            throw new PageException("A message has 1 to 4096 characters.");
        }

        if (scene.FindCustomerChat(request.ChatId) is { } customers)
        {
            WriteTo(customers, request);
            return;
        }

        var (chat, user) = Find(request.ChatId, request.UserId);
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
        var (chat, user) = scene.FindCustomerChat(request.ChatId) is { } customers ? (customers.Chat, PersonOf(customers, request.UserId)) : Find(request.ChatId, request.UserId);
        var message = telegram.World.FindMessage(chat, request.MessageId) ?? throw new PageException("The message is gone.");
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

    private void WriteTo(CustomerChat chat, WriteRequest request)
    {
        var writer = PersonOf(chat, request.UserId) == chat.Customer ? BusinessWriter.Customer : BusinessWriter.Owner;
        telegram.Business.Write(chat.Connection, chat.Customer, request.Text, writer);
    }

    private static TelegramUser PersonOf(CustomerChat chat, long userId) =>
        userId == chat.Customer.Id ? chat.Customer
        : userId == chat.Connection.Owner.Id ? chat.Connection.Owner
        : throw new PageException("This person is not in that chat.");

    private (TelegramChat Chat, TelegramUser User) Find(long chatId, long userId)
    {
        var chat = telegram.World.FindChat(chatId) ?? throw new PageException("There is no such chat.");
        var user = telegram.World.FindUser(userId) ?? throw new PageException("There is no such person.");
        return chat.Members.ContainsKey(userId) ? (chat, user) : throw new PageException("This person is not in that chat.");
    }

    private static int? Topic(TelegramChat chat, int? threadId) => threadId is { } id && chat.Topics.ContainsKey(id) ? id : null;
}
