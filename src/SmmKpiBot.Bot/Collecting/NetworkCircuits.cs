namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// Leaves a network alone when several of its accounts fail one after the other and none succeeds: it is down, and asking for all the others would only keep
/// this program busy. One account tries again after each rest.
/// </summary>
internal sealed class NetworkCircuits(TimeProvider timeProvider)
{
    private const int Enough = 3;

    private static readonly TimeSpan[] Rests = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)];

    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Trouble> _troubles = [];

    /// <summary>How many accounts of the network may be read now; null when as many as there are places.</summary>
    public int? Allowed(string network)
    {
        lock (_lock)
            return _troubles.GetValueOrDefault(network) is { Accounts.Count: >= Enough } trouble ? IsResting(trouble, _timeProvider.GetUtcNow()) ? 0 : 1 : null;
    }

    public void Succeeded(string network)
    {
        lock (_lock)
            _troubles.Remove(network);
    }

    /// <summary>The network did not answer for the account.</summary>
    public void Failed(string network, long accountId)
    {
        lock (_lock)
        {
            if (!_troubles.TryGetValue(network, out var trouble))
                _troubles[network] = trouble = new();
            var now = _timeProvider.GetUtcNow();
            trouble.Accounts.Add(accountId);
            if (trouble.Accounts.Count < Enough || IsResting(trouble, now))
                return;
            trouble.Until = now + Rests[Math.Min(trouble.Times, Rests.Length - 1)];
            trouble.Times++;
        }
    }

    /// <summary>An end farther away than any rest was reckoned by a clock that was set back since.</summary>
    private static bool IsResting(Trouble trouble, DateTimeOffset now) => now < trouble.Until && trouble.Until <= now + Rests[^1];

    private sealed class Trouble
    {
        public HashSet<long> Accounts { get; } = [];

        public DateTimeOffset Until { get; set; }

        public int Times { get; set; }
    }
}
