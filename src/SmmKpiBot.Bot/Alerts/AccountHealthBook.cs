using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>How all accounts fare, asked once in a cycle of everybody who knows.</summary>
internal sealed class AccountHealthBook(IEnumerable<IAccountHealth> knowing)
{
    private readonly IReadOnlyList<IAccountHealth> _knowing = [.. knowing];

    /// <summary>By client; a client nothing is known of has no entry.</summary>
    public async Task<ILookup<long, AccountHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<long, AccountHealth> known = [];
        foreach (var one in _knowing)
        {
            foreach (var health in await one.ReadAsync(null, cancellationToken))
                known[health.AccountId] = known.TryGetValue(health.AccountId, out var other) ? other.With(health) : health;
        }

        return known.Values.OrderBy(health => health.AccountId).ToLookup(health => health.ClientId);
    }
}
