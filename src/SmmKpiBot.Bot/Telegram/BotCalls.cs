using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Telegram.Files;
using SmmKpiBot.Bot.Telegram.Updates;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>
/// The calls that are no messages: they need no outbox, because losing one loses nothing that was accepted. What a smaller server lacks is
/// survived and said once.
/// </summary>
internal sealed partial class BotCalls
{
    public const string HttpClientName = "telegram-updates";

    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int NotFound = 404;

    private readonly ILogger<BotCalls> _logger;
    private readonly ConcurrentDictionary<string, bool> _saidMissing = new();
    private string? _username;

    public BotCalls(IHttpClientFactory http, IOptions<TelegramOptions> options, ILogger<BotCalls> logger)
    {
        _logger = logger;
        Client = new TelegramBotClient(options.Value.ClientOptions(), http.CreateClient(HttpClientName));
    }

    public TelegramBotClient Client { get; }

    public long BotId => Client.BotId;

    /// <summary>The name in links and in <c>/kpi@name</c>; null while the server does not tell it.</summary>
    public async Task<string?> UsernameAsync(CancellationToken cancellationToken)
    {
        if (_username is null)
        {
            await TryAsync("getMe", async () => _username = (await Client.GetMe(cancellationToken)).Username, cancellationToken);
        }

        return _username;
    }

    public Task DeleteWebhookAsync(CancellationToken cancellationToken) =>
        SurviveMissingAsync("deleteWebhook", () => Client.DeleteWebhook(cancellationToken: cancellationToken));

    public Task SetWebhookAsync(TelegramOptions options, CancellationToken cancellationToken) =>
        Client.SetWebhook(
            options.WebhookUrl ?? throw new InvalidOperationException("Telegram:WebhookUrl is not set."),
            allowedUpdates: RawUpdates.Understood,
            secretToken: options.WebhookSecret,
            cancellationToken: cancellationToken);

    /// <summary>What the server says of the bot now; null when it does not answer.</summary>
    public Task<User?> MeAsync(CancellationToken cancellationToken) => AskAsync("getMe", () => Client.GetMe(cancellationToken), cancellationToken);

    /// <summary>Null when the chat is not known to the bot, or the server does not answer.</summary>
    public Task<ChatFullInfo?> ChatAsync(long chatId, CancellationToken cancellationToken) => AskAsync("getChat", () => Client.GetChat(chatId, cancellationToken), cancellationToken);

    /// <summary>What the bot itself is in a chat.</summary>
    public Task<ChatMember?> OwnMemberAsync(long chatId, CancellationToken cancellationToken) =>
        AskAsync("getChatMember", () => Client.GetChatMember(chatId, BotId, cancellationToken), cancellationToken);

    public async Task<IReadOnlySet<long>?> AdministratorsAsync(long chatId, CancellationToken cancellationToken)
    {
        var members = await AskAsync("getChatAdministrators", () => Client.GetChatAdministrators(chatId, cancellationToken: cancellationToken), cancellationToken);
        return members?.Select(member => member.User.Id).ToHashSet();
    }

    /// <summary>Null for a connection that is none of ours. Throws when the server does not answer: the update that needs it comes again.</summary>
    public async Task<BusinessConnection?> BusinessConnectionAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.GetBusinessConnection(id, cancellationToken);
        }
        catch (ApiRequestException e) when (e.ErrorCode is BadRequest or NotFound)
        {
            return null;
        }
    }

    /// <summary>Ends the waiting sign of a pressed button; too late or not at all does no harm.</summary>
    public Task AnswerPressAsync(string callbackId, string? text, CancellationToken cancellationToken) =>
        TryAsync("answerCallbackQuery", () => Client.AnswerCallbackQuery(callbackId, text, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Takes a message from a chat. False when it may still be there.</summary>
    public Task<bool> DeleteAsync(long chatId, int messageId, CancellationToken cancellationToken) => TryAsync(
        "deleteMessage",
        async () =>
        {
            try
            {
                await Client.DeleteMessage(chatId, messageId, cancellationToken);
            }
            catch (ApiRequestException e) when (e.ErrorCode == BadRequest && e.Message.Contains("message to delete not found", StringComparison.OrdinalIgnoreCase))
            {
                // Somebody was faster.
            }
        },
        cancellationToken);

    /// <summary>False when the bot may still be there.</summary>
    public Task<bool> LeaveAsync(long chatId, CancellationToken cancellationToken) => TryAsync(
        "leaveChat",
        async () =>
        {
            try
            {
                await Client.LeaveChat(chatId, cancellationToken);
            }
            catch (ApiRequestException e) when (e.ErrorCode is BadRequest or Forbidden)
            {
                // It was put out, the group is gone, or it has become another one.
            }
        },
        cancellationToken);

    public Task SetMenuAsync(IEnumerable<BotCommand> commands, BotCommandScope scope, string? language, CancellationToken cancellationToken) =>
        TryAsync("setMyCommands", () => Client.SetMyCommands(commands, scope, language, cancellationToken), cancellationToken);

    public Task ShowTypingAsync(long chatId, int? threadId, CancellationToken cancellationToken) =>
        TryAsync("sendChatAction", () => Client.SendChatAction(chatId, global::Telegram.Bot.Types.Enums.ChatAction.UploadPhoto, threadId, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Downloads a file of a chat; null when the server has no files, refuses this one, or sends more than <paramref name="maxBytes"/>.</summary>
    public async Task<Stream?> DownloadAsync(string fileId, long maxBytes, CancellationToken cancellationToken)
    {
        var content = new BoundedDownload(maxBytes);
        var done = await TryAsync("getFile", () => Client.GetInfoAndDownloadFile(fileId, content, cancellationToken), cancellationToken);
        content.Position = 0;
        return done ? content : null;
    }

    private async Task<bool> SurviveMissingAsync(string method, Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (ApiRequestException e) when (e.ErrorCode == NotFound)
        {
            SayMissing(method);
            return false;
        }
    }

    private async Task<bool> TryAsync(string method, Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            return await SurviveMissingAsync(method, call);
        }
        catch (Exception e) when (e is RequestException or IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogCallFailed(method, (e as ApiRequestException)?.ErrorCode);
            return false;
        }
    }

    private async Task<T?> AskAsync<T>(string method, Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        T? said = null;
        await TryAsync(method, async () => said = await call(), cancellationToken);
        return said;
    }

    private void SayMissing(string method)
    {
        if (_saidMissing.TryAdd(method, true))
        {
            LogMissing(method);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The Bot API server lacks {Method}; going on without it")]
    private partial void LogMissing(string method);

    [LoggerMessage(LogLevel.Debug, "{Method} failed with code {Code}")]
    private partial void LogCallFailed(string method, int? code);
}
