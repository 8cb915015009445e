using System.Collections.Concurrent;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>The administrators of groups, asked for once an hour.</summary>
internal sealed class GroupAdmins(BotCalls bot, TimeProvider timeProvider)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<long, (DateTimeOffset Until, IReadOnlySet<long> Users)> _known = new();

    public async Task<bool> IncludeAsync(long chatId, long userId, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (!_known.TryGetValue(chatId, out var known) || known.Until <= now)
        {
            // While Telegram does not answer, those known before go on counting.
            var users = await _bot.AdministratorsAsync(chatId, cancellationToken) ?? known.Users ?? new HashSet<long>();
            _known[chatId] = known = (now + Life, users);
        }

        return known.Users.Contains(userId);
    }
}
