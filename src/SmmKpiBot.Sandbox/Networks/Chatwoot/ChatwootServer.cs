using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Running;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Sandbox.Networks.Chatwoot;

/// <summary>
/// A Chatwoot on loopback: the part of its API that is read, and its webhook. Whoever plays it says which delivery goes out when, how often, and with
/// which signature, because the real one loses, repeats and reorders them.
/// </summary>
internal sealed class ChatwootServer : IAsyncDisposable
{
    public const long Account = 1;
    public const string Token = "chatwoot-user-token-canary";

    private const int ConversationsPerPage = 25;
    private const int MessagesPerPage = 20;

    private readonly WebApplication _web;
    private readonly HttpClient _http = new();
    private readonly TimeProvider _clock;
    private int _calls;

    private ChatwootServer(TimeProvider clock, WebApplication web)
    {
        _clock = clock;
        _web = web;
        Conversations = new(clock);
    }

    public ChatwootConversations Conversations { get; }

    public string BaseUrl => _web.Urls.First();

    /// <summary>What signs deliveries; null for a server that signs nothing.</summary>
    public string? Secret { get; set; } = "whk_test_secret_01";

    /// <summary>Where deliveries go.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>False: the token's owner may read nothing but the own profile.</summary>
    public bool MayRead { get; set; } = true;

    /// <summary>True: every call is answered with a page for people, as a proxy does while the server is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>So many of the next calls are refused with 429.</summary>
    public int Throttled { get; set; }

    public int RetryAfterSeconds { get; set; } = 600;

    public int Calls => _calls;

    /// <summary>Runs before every answer about conversations.</summary>
    public Func<Task> BeforeAnswers { get; set; } = () => Task.CompletedTask;

    public static async Task<ChatwootServer> StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new ChatwootServer(clock, builder.Build());
        server.Map();
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Delivers a message as it is now.</summary>
    public Task<HttpStatusCode> DeliverAsync(long message, string? deliveryId = null, string name = "message_created", string? secret = null) =>
        PostAsync(ChatwootPayloads.Delivered(name, Conversations.Message(message), Conversations.Conversation(Conversations.Message(message).Conversation), Account), deliveryId, secret);

    /// <summary>Delivers a conversation as it is now.</summary>
    public Task<HttpStatusCode> DeliverConversationAsync(long conversation, string name = "conversation_updated") =>
        PostAsync(ChatwootPayloads.Delivered(name, Conversations.Conversation(conversation), Account), null, null);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }

    private async Task<HttpStatusCode> PostAsync(JsonObject payload, string? deliveryId, string? secret)
    {
        var body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, Webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(ChatwootSignature.DeliveryHeader, deliveryId ?? Guid.NewGuid().ToString());
        if ((secret ?? Secret) is { } key)
        {
            request.Headers.Add(ChatwootSignature.TimestampHeader, timestamp);
            request.Headers.Add(ChatwootSignature.Header, ChatwootSignature.Of(key, timestamp, body));
        }

        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private void Map()
    {
        _web.Use(GuardAsync);
        _web.MapGet("/api/v1/profile", () => Json(new JsonObject { ["id"] = 9, ["name"] = "Anna" }));
        var account = $"/api/v1/accounts/{Account}/conversations";
        _web.MapGet(account, (string? status, long? inbox_id, int? page, long? updated_within) =>
        {
            var wanted = Conversations.All.Where(one => (status == "all" || one.Status == (status ?? "open")) && (inbox_id is null || one.Inbox == inbox_id));
            wanted = updated_within is { } span
                ? wanted.Where(one => one.UpdatedAt > _clock.GetUtcNow() - TimeSpan.FromSeconds(span))
                : wanted.OrderByDescending(one => one.LastActivityAt).Skip(((page ?? 1) - 1) * ConversationsPerPage).Take(ConversationsPerPage);
            return Json(new JsonObject { ["data"] = new JsonObject { ["meta"] = new JsonObject(), ["payload"] = new JsonArray([.. wanted.Select(one => ChatwootPayloads.Conversation(one, []))]) } });
        });
        _web.MapGet(account + "/{id}/messages", (long id, long? before) =>
        {
            var messages = Conversations.MessagesOf(id).Where(message => before is null || message.Id < before).TakeLast(MessagesPerPage);
            return Json(new JsonObject { ["meta"] = new JsonObject(), ["payload"] = new JsonArray([.. messages.Select(ChatwootPayloads.OfApi)]) });
        });
    }

    /// <summary>A role that is too small is answered like a bad token.</summary>
    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _calls);
        if (IsAway)
        {
            await context.Response.WriteAsync("<html><body>Back soon</body></html>", context.RequestAborted);
            return;
        }

        if (Throttled > 0)
        {
            Throttled--;
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return;
        }

        if (context.Request.Headers["api_access_token"] != Token || (!MayRead && context.Request.Path != "/api/v1/profile"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsync("""{"error":"You are not authorized to do this action"}""", context.RequestAborted);
            return;
        }

        await BeforeAnswers();
        await next(context);
    }

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
