using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>Reads what changed in an inbox since an instant: what a lost delivery would have brought, and what was before the first one.</summary>
public sealed class ChatwootReading(ChatwootClient client, AuthorHasher hasher, TimeProvider timeProvider)
{
    /// <summary>Longer spans are read page by page: a whole answer of many days could be too large.</summary>
    private static readonly TimeSpan LongestWhole = TimeSpan.FromDays(1);

    /// <summary>Clocks differ, and what was being written when the last reading began came after it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly ChatwootClient _client = client;
    private readonly AuthorHasher _hasher = hasher;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The start of the reading after one that began at <paramref name="since"/>; whatever was before that has been read.</summary>
    public static DateTimeOffset StartAfter(DateTimeOffset since) => since - Overlap;

    /// <summary>Conversation by conversation, whatever of them is not older than <paramref name="since"/>. Older messages may be among it.</summary>
    /// <exception cref="Http.SourceException">The server cannot be read.</exception>
    public async IAsyncEnumerable<ChatwootNews> ReadAsync(
        ChatwootPlace place, string token, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var from = StartAfter(since);
        var mapping = new ChatwootMapping(place, _hasher, from, now);
        await foreach (var conversation in ConversationsAsync(place, token, from, now, cancellationToken))
        {
            if (mapping.IsOurs(conversation.InboxId))
                yield return mapping.Of(conversation, await MessagesAsync(place, token, conversation.Id, from, cancellationToken));
        }
    }

    private async IAsyncEnumerable<ChatwootConversation> ConversationsAsync(
        ChatwootPlace place, string token, DateTimeOffset from, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (now - from <= LongestWhole)
        {
            foreach (var conversation in await _client.UpdatedAsync(place, token, now - from, cancellationToken))
                yield return conversation;
            yield break;
        }

        // Conversations move up while pages are read: one that is seen twice is read once.
        var seen = new HashSet<long>();
        for (var page = 1; ; page++)
        {
            var conversations = await _client.PageAsync(place, token, page, cancellationToken);
            foreach (var conversation in conversations.Where(conversation => seen.Add(conversation.Id)))
                yield return conversation;
            if (conversations.Count == 0 || conversations.All(conversation => conversation.LastActivityAt is { } at && at < from.ToUnixTimeSeconds()))
                yield break;
        }
    }

    private async Task<List<ChatwootMessage>> MessagesAsync(ChatwootPlace place, string token, long conversation, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var messages = new List<ChatwootMessage>();
        long? before = null;
        while (true)
        {
            var page = await _client.MessagesAsync(place, token, conversation, before, cancellationToken);
            messages.AddRange(page);
            var oldest = page.Count == 0 ? before : page.Min(message => message.Id);

            // Some channels date messages back, so one old message ends nothing; a page of nothing new does, and so does a server that pages in circles.
            if (page.Count == 0 || oldest >= before || page.All(message => message.CreatedAt < from))
                return messages;
            before = oldest;
        }
    }
}
