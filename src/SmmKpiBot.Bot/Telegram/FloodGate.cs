using System.Collections.Concurrent;

namespace SmmKpiBot.Bot.Telegram;

internal enum FloodVerdict
{
    Fine,

    /// <summary>The first one too many: one hint is given.</summary>
    Hint,

    /// <summary>Left unanswered.</summary>
    Silent,
}

/// <summary>At most 20 questions a minute from a person and 60 from a chat: more are left unanswered after one hint.</summary>
internal sealed class FloodGate(TimeProvider timeProvider)
{
    public const int PerUser = 20;
    public const int PerChat = 60;

    private const int Remembered = 10_000;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<(bool User, long Id), Window> _windows = new();

    public FloodVerdict Ask(long? userId, long chatId)
    {
        var now = _timeProvider.GetUtcNow();
        if (_windows.Count > Remembered)
        {
            Forget(now);
        }

        // What one person asks too much does not use up what the others of the chat may ask.
        var byUser = userId is { } id ? Count((true, id), PerUser, now) : FloodVerdict.Fine;
        return byUser switch
        {
            FloodVerdict.Fine => Count((false, chatId), PerChat, now),
            FloodVerdict.Hint when IsSilent(chatId, now) => FloodVerdict.Silent,
            _ => byUser,
        };
    }

    /// <summary>The chat has had its hint: it needs none for each of its people.</summary>
    private bool IsSilent(long chatId, DateTimeOffset now) => _windows.TryGetValue((false, chatId), out var chat) && now - chat.Since < Span && chat.Count > PerChat;

    private FloodVerdict Count((bool User, long Id) key, int allowed, DateTimeOffset now)
    {
        var window = _windows.AddOrUpdate(
            key,
            _ => new Window(now, 1),
            (_, known) => now - known.Since < Span ? known with { Count = known.Count + 1 } : new Window(now, 1));
        return window.Count <= allowed ? FloodVerdict.Fine : window.Count == allowed + 1 ? FloodVerdict.Hint : FloodVerdict.Silent;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (now - window.Since >= Span)
            {
                _windows.TryRemove(key, out _);
            }
        }
    }

    private sealed record Window(DateTimeOffset Since, int Count);
}
