namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>The published limits as sliding windows: 1 a second in a chat, 20 a minute in a group, 30 a second in all.</summary>
internal sealed class StrictRates(TimeProvider clock)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _all = new();
    private readonly Dictionary<long, Queue<DateTimeOffset>> _chats = [];

    /// <summary>Counts <paramref name="messages"/> sent now to a chat, or refuses them with 429.</summary>
    public void Count(long chatId, int messages)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var chat = _chats.TryGetValue(chatId, out var known) ? known : _chats[chatId] = new Queue<DateTimeOffset>();
            Forget(_all, now - Second);
            Forget(chat, now - Minute);
            var lastSecond = chat.Count(at => at > now - Second);
            if (lastSecond >= 1 || _all.Count + messages > 30)
            {
                throw ApiException.TooManyRequests(1);
            }

            if (chatId < 0 && chat.Count + messages > 20)
            {
                throw ApiException.TooManyRequests((int)Math.Ceiling((chat.Peek() + Minute - now).TotalSeconds));
            }

            for (var message = 0; message < messages; message++)
            {
                _all.Enqueue(now);
                chat.Enqueue(now);
            }
        }
    }

    private static void Forget(Queue<DateTimeOffset> times, DateTimeOffset until)
    {
        while (times.TryPeek(out var oldest) && oldest <= until)
        {
            times.Dequeue();
        }
    }
}
