using System.Net;
using System.Text.Json;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>The two calls of the Bot API that tell of a channel or group.</summary>
internal sealed class TelegramPlacesClient(IHttpClientFactory http, BotAccess access, IApiBudget budget, TimeProvider timeProvider)
{
    /// <summary>The Bot API tells of no usage, only when it is too much.</summary>
    private const string BudgetKey = "telegram:bot";

    /// <summary>The same for what is not there, what is private, a person, and where the bot was put out, so that nobody learns which it is.</summary>
    public static readonly SourceWords Unknown = new(
        "Telegram не знає такого каналу чи групи, або вони приватні: напишіть @назву публічного. Приватний під’єднує власник бота, коли зробить бота там адміністратором.",
        "Telegram knows no such channel or group, or it is private: write the @name of a public one. A private one is connected by the owner of the bot, once the bot is an administrator there.");

    private static readonly SourceWords PutOut = new(
        "Бота не пускають: зробіть його знову адміністратором каналу чи групи.",
        "The bot is not let in: make it an administrator of the channel or group again.");

    private readonly IHttpClientFactory _http = http;
    private readonly BotAccess _access = access;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>What Telegram says of a chat.</summary>
    /// <param name="chat">An id, or <c>@name</c>.</param>
    public async Task<JsonElement> ChatAsync(string chat, CallPriority priority, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("getChat", chat, Unknown, priority, cancellationToken);
        return answer.TryGetProperty("result", out var result) ? result : throw new SourceException(SourceProblem.Unexpected, new SourceWords(
            "У відповіді на getChat немає чату.",
            "The answer to getChat holds no chat."));
    }

    /// <summary>How many members a chat has, the bot included where it is one; the whole answer.</summary>
    public Task<JsonElement> MembersAsync(string chat, CallPriority priority, CancellationToken cancellationToken) => AskAsync("getChatMemberCount", chat, PutOut, priority, cancellationToken);

    /// <param name="forbidden">What is said where the bot is not let in.</param>
    private async Task<JsonElement> AskAsync(string method, string chat, SourceWords forbidden, CallPriority priority, CancellationToken cancellationToken)
    {
        await _budget.EnterAsync(BudgetKey, priority, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, _access.Method(method, "chat_id=" + Uri.EscapeDataString(chat)));
        using var response = await _http.CreateClient(TelegramNetwork.NetworkKey).SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return await SourceAnswers.ReadAsync<JsonElement>(response, method, TelegramJson.Options, cancellationToken);
        throw await RefusalAsync(response, forbidden, cancellationToken);
    }

    /// <summary>There is one token for all channels, so that nothing is wrong with any of them.</summary>
    private static SourceException TokenRefused() => new(SourceProblem.Misconfigured, new SourceWords(
        "Telegram не приймає токен бота: запишіть у Telegram:Token той, який показує @BotFather.",
        "Telegram refuses the bot's token: set Telegram:Token to the one @BotFather shows."));

    /// <summary>It is said to the token, which every channel is asked with.</summary>
    private SourceException TooMany(TimeSpan rest)
    {
        _budget.Report(BudgetKey, 1, rest);
        return new(SourceProblem.RateLimited, new SourceWords("Telegram просить звертатися рідше.", "Telegram asks for fewer calls.")) { RetryAfter = rest };
    }

    /// <summary>Why the Bot API says no: it answers in the same frame, with a code of its own.</summary>
    private async Task<Exception> RefusalAsync(HttpResponseMessage response, SourceWords forbidden, CancellationToken cancellationToken)
    {
        AnswerBody? body = null;
        try
        {
            body = await SourceAnswers.ReadAsync<AnswerBody>(response, "the call", TelegramJson.Options, cancellationToken);
        }
        catch (SourceException)
        {
            // The page of a proxy: its status says enough.
        }

        if (body?.Parameters?.MigrateToChatId is { } moved)
            return new MovedChatException(moved);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => TokenRefused(),
            HttpStatusCode.NotFound when body is not null => TokenRefused(),
            HttpStatusCode.Forbidden when body is not null => new SourceException(SourceProblem.Forbidden, forbidden),
            HttpStatusCode.Forbidden => SourceAnswers.RefusalOfAnother(response, _timeProvider.GetUtcNow()),
            HttpStatusCode.BadRequest when body?.Description?.Contains("chat not found", StringComparison.OrdinalIgnoreCase) == true => new SourceException(SourceProblem.Forbidden, Unknown),
            HttpStatusCode.TooManyRequests when body?.Parameters?.RetryAfter is { } seconds => TooMany(TimeSpan.FromSeconds(seconds)),
            _ => SourceAnswers.Refusal(response, _timeProvider.GetUtcNow()),
        };
    }
}
