using System.Net.Http.Headers;
using System.Text.Json;
using SmmKpiBot.Bot.Telegram;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What the Bot API server says of our bot.</summary>
/// <param name="Problem">Why it says nothing, with what to do; null when it does.</param>
/// <param name="ReadsGroups">Privacy mode is off: the bot sees all messages of its groups.</param>
/// <param name="IsForBusiness">Business mode is on: business accounts can be connected to the bot.</param>
/// <param name="ServerTime">The server's clock.</param>
internal sealed record BotIdentity(string? Problem, string? Username = null, bool ReadsGroups = false, bool IsForBusiness = false, DateTimeOffset? ServerTime = null)
{
    public const string HttpClientName = "telegram-check";

    private const int Unauthorized = 401;

    /// <summary>Asks getMe once. The token stands in the address, so no exception of the call is passed on.</summary>
    public static async Task<BotIdentity> AskAsync(HttpClient http, TelegramOptions options, string token, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"{options.ApiBaseUrl.TrimEnd('/')}/bot{token}/getMe"), cancellationToken);
            var status = (int)response.StatusCode;
            if (status == Unauthorized)
            {
                return new("Telegram does not know this token: put the one that @BotFather shows into Telegram:Token or Telegram:TokenFile.", ServerTime: Time(response.Headers));
            }

            return response.IsSuccessStatusCode
                ? Read(await response.Content.ReadAsStringAsync(cancellationToken), Time(response.Headers))
                : new($"The Bot API server at {options.ApiBaseUrl} answered {status} to getMe.", ServerTime: Time(response.Headers));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException && !cancellationToken.IsCancellationRequested)
        {
            return new($"The Bot API server at {options.ApiBaseUrl} does not answer: check the network and Telegram:ApiBaseUrl.");
        }
    }

    private static BotIdentity Read(string json, DateTimeOffset? serverTime)
    {
        using var document = JsonDocument.Parse(json);
        var me = document.RootElement.GetProperty("result");
        var readsGroups = me.TryGetProperty("can_read_all_group_messages", out var reads) && reads.ValueKind == JsonValueKind.True;
        var isForBusiness = me.TryGetProperty("can_connect_to_business", out var connects) && connects.ValueKind == JsonValueKind.True;
        return new(null, me.TryGetProperty("username", out var name) ? name.GetString() : null, readsGroups, isForBusiness, serverTime);
    }

    private static DateTimeOffset? Time(HttpResponseHeaders headers) => headers.Date;
}
