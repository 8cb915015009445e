namespace SmmKpiBot.Bot.Delivery;

/// <summary>Which chats to look at, and when. Only a hint: the store decides what is sent.</summary>
internal sealed class ChatQueue
{
    private readonly Dictionary<long, Entry> _chats = [];
    private readonly HashSet<long> _onTheWire = [];

    /// <summary>The newest row that was seen.</summary>
    public long LastId { get; private set; }

    /// <summary>Chats that have a message on the wire.</summary>
    public IReadOnlySet<long> Busy => _onTheWire;

    /// <summary>Something new is there for a chat.</summary>
    public void Add(UnsentChat chat, long now)
    {
        LastId = Math.Max(LastId, chat.LastId);
        var known = _chats.GetValueOrDefault(chat.ChatId, new Entry(now, false, false));
        _chats[chat.ChatId] = known with { LookAt = Math.Min(known.LookAt, now), HasReply = known.HasReply || chat.FirstLane == (long)OutboxLane.Replies };
    }

    /// <summary>A look was taken: look again then, or only when something new comes.</summary>
    public void LookAgain(long chatId, Turn turn)
    {
        if (turn.LookAgainAt is { } instant)
        {
            var known = _chats.GetValueOrDefault(chatId);
            _chats[chatId] = known with { LookAt = instant, HasReply = turn.Claim is { } claim ? claim.Row.Lane == (long)OutboxLane.Replies : known.HasReply };
        }
        else
        {
            _chats.Remove(chatId);
        }
    }

    public void Begin(long chatId) => _onTheWire.Add(chatId);

    public void End(long chatId, long now)
    {
        _onTheWire.Remove(chatId);
        _chats[chatId] = _chats.GetValueOrDefault(chatId) with { LookAt = now, HasBegun = true };
    }

    /// <summary>A full look at the store follows.</summary>
    public void Forget() => LastId = 0;

    public bool IsDue(long now) => _chats.Any(chat => IsDue(chat, now));

    /// <summary>
    /// The chats whose turn it is and that wait for an answer, or those that do not: first those that have more to come and groups, whose own
    /// limits make them the last to be done; then who waits longest.
    /// </summary>
    public IEnumerable<long> Due(long now, bool answers, int most) => _chats
        .Where(chat => IsDue(chat, now) && chat.Value.HasReply == answers)
        .OrderBy(chat => answers ? 0 : chat.Value.HasBegun ? 1 : chat.Key < 0 ? 2 : 3)
        .ThenBy(chat => chat.Value.LookAt)
        .Take(most)
        .Select(chat => chat.Key);

    /// <summary>When the next look is due; null when there is nothing to look at.</summary>
    public long? NextAt()
    {
        long? next = null;
        foreach (var (chatId, entry) in _chats)
        {
            if (!_onTheWire.Contains(chatId) && (next is null || entry.LookAt < next))
                next = entry.LookAt;
        }

        return next;
    }

    private bool IsDue(KeyValuePair<long, Entry> chat, long now) => chat.Value.LookAt <= now && !_onTheWire.Contains(chat.Key);

    private readonly record struct Entry(long LookAt, bool HasReply, bool HasBegun);
}
