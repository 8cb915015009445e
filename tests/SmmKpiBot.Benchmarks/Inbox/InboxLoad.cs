using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Web.Messages;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Benchmarks.Inbox;

/// <summary>What is sent: of 20 deliveries 15 are new, in pairs the later one first; 3 repeat an earlier one, 1 is forged, 1 is an old retry (of the webhook) or comes with a wrong token.</summary>
internal sealed class InboxLoad(InboxStack stack, HttpClient http)
{
    private const int Cycle = 20;
    private const int MessagesPerConversation = 4;
    private const long ForgedFrom = 1_000_000_000;

    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow().AddHours(-1);
    private readonly ConcurrentDictionary<(int Account, bool OfWebhook, long Message), bool> _accepted = new();
    private int _wrong;

    /// <summary>Messages that were confirmed, each once.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>Answers that were not what the delivery deserved.</summary>
    public int Wrong => _wrong;

    /// <summary>Messages of forged deliveries have ids from here on.</summary>
    public static string IsForged => string.Create(CultureInfo.InvariantCulture, $"length(message_id) = {ForgedFrom.ToString(CultureInfo.InvariantCulture).Length}");

    /// <summary>Sends the n-th delivery and gives the time to its answer.</summary>
    public async Task<TimeSpan> SendAsync(int n, bool toWebhook, CancellationToken cancellationToken)
    {
        var place = n % Cycle;
        var isForged = place == 17;
        var isOld = place == 18;
        var message = place is 5 or 11 or 19 && n >= Cycle ? (n - Cycle + 1) ^ 1 : n ^ 1;
        var account = message / MessagesPerConversation % InboxStack.Accounts;
        var id = isForged || isOld ? ForgedFrom + n : message;
        using var request = toWebhook ? Delivery(account, message, id, isForged, isOld) : Post(account, message, id, isForged || isOld);
        var sent = TimeProvider.System.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var time = TimeProvider.System.GetElapsedTime(sent);
        if (response.StatusCode != (isForged || isOld ? HttpStatusCode.Unauthorized : HttpStatusCode.OK))
            Interlocked.Increment(ref _wrong);
        else if (!isForged && !isOld)
            _accepted[(account, toWebhook, message)] = true;
        return time;
    }

    public async Task<TimeSpan> SendEmptyAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.BaseUrl, InboxStack.EmptyPath)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var sent = TimeProvider.System.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        return TimeProvider.System.GetElapsedTime(sent);
    }

    private HttpRequestMessage Post(int account, int message, long id, bool isForged)
    {
        var body = $$"""{"conversation":"{{message / MessagesPerConversation}}","messageId":"{{id}}","at":"{{At(message):O}}","direction":"{{(message % 2 == 0 ? "in" : "out")}}","author":"Guest {{message}}","text":"Where is my order {{message}}?"}""";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.BaseUrl, MessagesEndpoint.Path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", isForged ? stack.Tokens[account][..^4] + "AAAA" : stack.Tokens[account]);
        return request;
    }

    private HttpRequestMessage Delivery(int account, int message, long id, bool isForged, bool isOld)
    {
        var conversation = message / MessagesPerConversation;
        var body = Encoding.UTF8.GetBytes($$"""
            {"event":"message_created","id":{{id}},"message_type":"{{(message % 2 == 0 ? "incoming" : "outgoing")}}","content":"Where is my order {{message}}?","content_attributes":{},
             "created_at":"{{At(message):yyyy-MM-ddTHH:mm:ss.fffZ}}","private":false,"account":{"id":1},"inbox":{"id":3},"sender":{"id":{{message}},"name":"Guest"{{(message % 2 == 0 ? "" : ",\"type\":\"user\"")}}},
             "conversation":{"id":{{conversation}},"inbox_id":3,"labels":[],"updated_at":{{At(message).ToUnixTimeSeconds()}}} }
            """);
        var timestamp = TimeProvider.System.GetUtcNow().AddMinutes(isOld ? -10 : 0).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.BaseUrl, ChatwootWebhook.Path + stack.Hooks[account])) { Content = new ByteArrayContent(body) };
        request.Headers.Add(ChatwootSignature.DeliveryHeader, $"d{id}");
        request.Headers.Add(ChatwootSignature.TimestampHeader, timestamp);
        request.Headers.Add(ChatwootSignature.Header, ChatwootSignature.Of(isForged ? "forged" : InboxStack.Secret, timestamp, body));
        return request;
    }

    private DateTimeOffset At(int message) => _began.AddMilliseconds(message * 100L % 3_000_000);
}
