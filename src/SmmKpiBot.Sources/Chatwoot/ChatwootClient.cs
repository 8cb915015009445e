using System.Globalization;
using System.Net;
using System.Text.Json;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>Chatwoot's API, version 1, with a user's token.</summary>
public sealed class ChatwootClient(IHttpClientFactory http, TimeProvider timeProvider)
{
    public const string HttpClientName = "chatwoot";

    private readonly IHttpClientFactory _http = http;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Whether the token is a good one at all.</summary>
    /// <exception cref="SourceException">The server does not answer as it should.</exception>
    public async Task<bool> IsKnownAsync(Uri baseUrl, string token, CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync<JsonElement>(baseUrl, token, "api/v1/profile", cancellationToken);
            return true;
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Unauthorized)
        {
            return false;
        }
    }

    /// <summary>All conversations that changed in that span, without paging.</summary>
    internal async Task<IReadOnlyList<ChatwootConversation>> UpdatedAsync(ChatwootPlace place, string token, TimeSpan within, CancellationToken cancellationToken) =>
        (await ReadAsync<ConversationsBody>(place, token, $"conversations?status=all&assignee_type=all{Inbox(place)}&updated_within={Number((long)within.TotalSeconds)}", cancellationToken)).Data.Payload;

    /// <summary>A page of conversations, the last active first.</summary>
    internal async Task<IReadOnlyList<ChatwootConversation>> PageAsync(ChatwootPlace place, string token, int page, CancellationToken cancellationToken) =>
        (await ReadAsync<ConversationsBody>(place, token, $"conversations?status=all&assignee_type=all&sort_by=last_activity_at_desc{Inbox(place)}&page={Number(page)}", cancellationToken)).Data.Payload;

    /// <summary>The newest 20 messages of a conversation, or the 20 before one.</summary>
    internal async Task<IReadOnlyList<ChatwootMessage>> MessagesAsync(ChatwootPlace place, string token, long conversation, long? before, CancellationToken cancellationToken) =>
        (await ReadAsync<MessagesBody>(place, token, $"conversations/{Number(conversation)}/messages{(before is { } id ? "?before=" + Number(id) : "")}", cancellationToken)).Payload;

    private static string Inbox(ChatwootPlace place) => place.Inbox is { } inbox ? "&inbox_id=" + Number(inbox) : "";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Chatwoot says 401 to a good token whose owner has too small a role; the profile tells the two apart.</summary>
    private async Task<T> ReadAsync<T>(ChatwootPlace place, string token, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync<T>(place.BaseUrl, token, $"api/v1/accounts/{Number(place.ChatwootAccount)}/{path}", cancellationToken);
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Unauthorized)
        {
            throw await IsKnownAsync(place.BaseUrl, token, cancellationToken)
                ? new SourceException(SourceProblem.Forbidden, "The token is good, but its owner may not read these conversations: let an administrator or an agent of the inbox make it.", exception)
                : exception;
        }
    }

    private async Task<T> GetAsync<T>(Uri baseUrl, string token, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseUrl, path));
        request.Headers.Add("api_access_token", token);
        using var response = await _http.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw Refused(response);
        return await SourceAnswers.ReadAsync<T>(response, path.Split('?')[0], ChatwootJson.Options, cancellationToken);
    }

    private SourceException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, "The token is refused: make another one in Chatwoot (profile settings, access token) and connect the account again."),
        HttpStatusCode.Forbidden when !SourceAnswers.IsPage(response) => new(SourceProblem.Forbidden, "The token's owner may not read these conversations."),
        _ => SourceAnswers.Refusal(response, _timeProvider.GetUtcNow()),
    };
}
