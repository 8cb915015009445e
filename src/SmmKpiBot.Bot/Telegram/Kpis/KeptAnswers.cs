using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>
/// Keeps the answers asked for most recently, as long as they hold. Those who ask the same at the same moment wait for one answer; one that
/// fails is forgotten. The key must name everything that decides the answer except the clock.
/// </summary>
internal sealed class KeptAnswers<TKey, TAnswer>(int most, Func<TAnswer, ClockSpan> holds, TimeProvider timeProvider)
    where TKey : notnull
{
    private readonly int _most = most;
    private readonly Func<TAnswer, ClockSpan> _holds = holds;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly Lock _lock = new();
    private long _uses;

    public Task<TAnswer> GetAsync(TKey key, Func<Task<TAnswer>> make, CancellationToken cancellationToken)
    {
        Task<TAnswer> answer;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry) || !IsGood(entry))
            {
                entry = Begin(make);
                _entries[key] = entry;
                Shrink();
            }

            entry.LastUse = ++_uses;
            answer = entry.Answer;
        }

        return answer.IsCompleted ? answer : answer.WaitAsync(cancellationToken);
    }

    /// <summary>Drops the answers to these keys; one that is just being made is dropped too, and goes to those who wait for it.</summary>
    public void Forget(Predicate<TKey> these)
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.Where(key => these(key)).ToList())
            {
                _entries.Remove(key);
            }
        }
    }

    /// <summary>Whoever gives up waiting does not stop it: others may wait for the same.</summary>
    private Entry Begin(Func<Task<TAnswer>> make)
    {
        var entry = new Entry();
        entry.Answer = Task.Run(async () =>
        {
            var answer = await make();
            entry.Holds = _holds(answer);
            return answer;
        });
        return entry;
    }

    private bool IsGood(Entry entry) =>
        !entry.Answer.IsCompleted || (entry.Answer.IsCompletedSuccessfully && entry.Holds.Contains(_timeProvider.GetUtcNow()));

    private void Shrink()
    {
        while (_entries.Count > _most)
        {
            _entries.Remove(_entries.MinBy(pair => pair.Value.LastUse == 0 ? long.MaxValue : pair.Value.LastUse).Key);
        }
    }

    private sealed class Entry
    {
        public Task<TAnswer> Answer { get; set; } = null!;

        public ClockSpan Holds { get; set; }

        public long LastUse { get; set; }
    }
}
