namespace SmmKpiBot.Bot.Delivery;

/// <summary>One chat's 429 is that chat's; several within a second mean that the whole bot is too fast.</summary>
internal sealed class RefusalStorm
{
    private const int Chats = 3;
    private const long Second = 1_000_000;

    private readonly List<(long ChatId, long At, long Until)> _refusals = [];

    public void Add(Attempted attempted)
    {
        if (attempted.Outcome is not SendOutcome.NotSent { Obstacle: Obstacle.RateLimited } refusal)
            return;
        _refusals.RemoveAll(earlier => earlier.At + Second <= attempted.EndedAt);
        var pause = (long)(refusal.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalMicroseconds;
        _refusals.Add((attempted.Claim.Row.ChatId, attempted.EndedAt, attempted.EndedAt + pause));
    }

    /// <summary>Until when the whole bot is to be silent; null when there is no storm.</summary>
    public long? SilentUntil(long now)
    {
        var recent = _refusals.Where(refusal => refusal.At + Second > now).ToArray();
        return recent.Select(refusal => refusal.ChatId).Distinct().Count() >= Chats ? recent.Max(refusal => refusal.Until) : null;
    }
}
