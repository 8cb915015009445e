using SmmKpiBot.Data.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// What calls have cost and the store does not know yet: the open part waits for a write, the others are in one. Each cost is in one write at most, however many
/// run at once, or share a commit.
/// </summary>
internal sealed class UnstoredSpending
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ApiUsage> _open = [];
    private readonly HashSet<IReadOnlyDictionary<string, ApiUsage>> _inWrites = new(ReferenceEqualityComparer.Instance);

    public void Add(string key, ApiUsage spent)
    {
        lock (_lock)
            _open[key] = _open.TryGetValue(key, out var before) && before.ResetsAt == spent.ResetsAt ? spent with { Share = before.Share + spent.Share } : spent;
    }

    /// <summary>All of a key that is not forgotten by <paramref name="now"/>; null for none.</summary>
    public ApiUsage? Of(string key, DateTimeOffset now)
    {
        lock (_lock)
        {
            var spent = _inWrites.Append(_open).Select(part => part.GetValueOrDefault(key)).OfType<ApiUsage>().Where(usage => usage.ResetsAt > now).ToList();
            return spent.Count == 0 ? null : spent[^1] with { Share = spent.Sum(usage => usage.Share) };
        }
    }

    /// <summary>Takes all that is open for one write, which ends with <see cref="Settle"/> or <see cref="PutBack"/>.</summary>
    public IReadOnlyDictionary<string, ApiUsage> Take()
    {
        lock (_lock)
        {
            var taken = new Dictionary<string, ApiUsage>(_open);
            _open.Clear();
            _inWrites.Add(taken);
            return taken;
        }
    }

    /// <summary>It is stored.</summary>
    public void Settle(IReadOnlyDictionary<string, ApiUsage> taken)
    {
        lock (_lock)
            _inWrites.Remove(taken);
    }

    /// <summary>It was not stored and waits for the next write, unless the network counts anew since.</summary>
    public void PutBack(IReadOnlyDictionary<string, ApiUsage> taken)
    {
        lock (_lock)
        {
            if (!_inWrites.Remove(taken))
                return;
            foreach (var (key, spent) in taken)
            {
                if (!_open.TryGetValue(key, out var since))
                    _open[key] = spent;
                else if (since.ResetsAt == spent.ResetsAt)
                    _open[key] = since with { Share = since.Share + spent.Share };
            }
        }
    }
}
