using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>How all connected accounts stand; alerts ask it too.</summary>
internal sealed class AccountStandings(AccountConnections connections, StreamStates states, SourceBook sources, TimeProvider timeProvider) : IAccountHealth
{
    private readonly AccountConnections _connections = connections;
    private readonly StreamStates _states = states;
    private readonly SourceBook _sources = sources;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Of a client, or of all.</summary>
    public async Task<IReadOnlyList<AccountStanding>> ListAsync(long? clientId, CancellationToken cancellationToken)
    {
        var connected = await _connections.ListAsync(clientId, cancellationToken);
        if (connected.Count == 0)
            return [];
        var states = (await _states.ListAsync(null, clientId, cancellationToken)).ToLookup(state => state.AccountId);
        var now = _timeProvider.GetUtcNow();
        return [.. connected.Select(connection => AccountStanding.Of(connection, [.. states[connection.Account.Id]], _sources.Find(connection.Account.Network), now))];
    }

    public async Task<IReadOnlyList<AccountHealth>> ReadAsync(long? clientId, CancellationToken cancellationToken) =>
        [.. (await ListAsync(clientId, cancellationToken)).Where(standing => standing.Standing != Standing.Off).Select(Health)];

    private static AccountHealth Health(AccountStanding standing)
    {
        var account = standing.Connection.Account;
        var health = new AccountHealth(account.Id, account.ClientId)
        {
            TriedAt = standing.TriedAt ?? standing.Connection.ProblemSince,
            CredentialsExpireAt = standing.Connection.AccessExpiresAt,
        };
        if (standing.Expected is { } expected)
            health = health with { ExpectedAt = expected.At, Settles = expected.Settles, AskedAt = expected.AskedAt };
        return standing.Problem is not { } problem ? health : health with
        {
            Condition = standing.Trouble == AccountTrouble.ConnectionDamaged ? AccountCondition.NeedsReconnecting : problem.Condition(),
            Reason = standing.Trouble,
            Since = standing.Since,
        };
    }
}
