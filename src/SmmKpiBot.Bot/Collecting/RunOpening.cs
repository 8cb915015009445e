using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Brings together what a run needs, and looks once a day whether the place is still open to it.</summary>
internal sealed partial class RunOpening(
    SourceBook sources, AccountConnections connections, ClientStore clients, AccountSecrets secrets, StreamStates states, CollectionLeases leases, RunTroubles troubles, Database database, TimeProvider timeProvider, ILogger<RunOpening> logger)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromDays(1);

    /// <summary>So many looks at the place are refused before access counts as ended: one refusal may be of something on the way, or pass. They take some hours.</summary>
    private const int RefusedChecks = 4;

    private readonly SourceBook _sources = sources;
    private readonly AccountConnections _connections = connections;
    private readonly ClientStore _clients = clients;
    private readonly AccountSecrets _secrets = secrets;
    private readonly StreamStates _states = states;
    private readonly CollectionLeases _leases = leases;
    private readonly RunTroubles _troubles = troubles;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    /// <summary>Null when the account is not connected, its network is off, or it does not open any more.</summary>
    /// <exception cref="KeyFileException">This instance lacks the keys of the account's secrets; another one may have them, so that nothing is held against the account.</exception>
    public async Task<CollectRun?> OpenAsync(CollectionLease lease, CallPriority priority, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (await _connections.FindAsync(lease.AccountId, cancellationToken) is not { } connection
            || _sources.Find(connection.Account.Network) is not { IsOn: true } source
            || await _clients.FindAsync(connection.Account.ClientId, cancellationToken) is not { } client)
        {
            return null;
        }

        if (connection.Damaged.Count > 0)
        {
            var damage = AccountStanding.DamageOf(connection);
            await _troubles.BreakAsync(lease, connection, new SourceException(SourceProblem.Unexpected, new SourceWords(damage.Uk, damage.En)));
            return null;
        }

        var access = await _secrets.OpenAsync(connection, cancellationToken);
        return await ConfirmAsync(new CollectRun(lease, client, connection, source, access, priority) { Stopping = stopping }, cancellationToken);
    }

    /// <summary>The states of the account's streams, new ones added, those removed that the source has no more, and those due anew whose figures are counted otherwise now.</summary>
    public async Task<IReadOnlyList<(StreamPlan Plan, StreamState State)>> StreamsAsync(CollectRun run, CancellationToken cancellationToken)
    {
        var states = await _states.ListAsync(run.AccountId, null, cancellationToken);
        var names = states.Select(state => state.Stream).ToHashSet();
        var missing = run.Source.Streams.Where(plan => !names.Contains(plan.Name)).ToList();
        var gone = names.Except(run.Source.Streams.Select(plan => plan.Name)).ToList();
        if (missing.Count + gone.Count > 0)
        {
            await ChangeAsync(run, missing, gone, cancellationToken);
            states = await _states.ListAsync(run.AccountId, null, cancellationToken);
        }

        var recounted = run.Source.Streams.Where(plan => states.Any(state => state.Stream == plan.Name && state.CountedBy != CountedBy(run, plan))).ToList();
        if (recounted.Count > 0)
        {
            await CountAsync(run, recounted, states, cancellationToken);
            states = await _states.ListAsync(run.AccountId, null, cancellationToken);
        }

        return [.. run.Source.Streams.SelectMany(plan => states.Where(state => state.Stream == plan.Name).Select(state => (plan, state)))];
    }

    private Task ChangeAsync(CollectRun run, List<StreamPlan> missing, List<string> gone, CancellationToken cancellationToken) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            await _leases.RenewAsync(connection, transaction, run.Lease);
            var now = _timeProvider.GetUtcNow();
            foreach (var plan in missing)
                await StreamStates.AddAsync(connection, transaction, run.AccountId, plan.Name, CollectTimes.BeforeFirst(plan, run.Connection.DayZone, now), CollectTimes.History(plan, run.Connection.DayZone, now), now);
            foreach (var stream in gone)
            {
                await StreamStates.RemoveAsync(connection, transaction, run.AccountId, stream);
                await CollectionNotes.RemoveAsync(connection, transaction, run.AccountId, stream);
            }
        },
        cancellationToken);

    private static string? CountedBy(CollectRun run, StreamPlan plan) => run.Source.CountedBy(run.Client, run.Connection.AsPlace(), plan);

    /// <summary>Of what was never counted by anything nothing is known that would have to be read again.</summary>
    private Task CountAsync(CollectRun run, List<StreamPlan> recounted, IReadOnlyList<StreamState> states, CancellationToken cancellationToken) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            await _leases.RenewAsync(connection, transaction, run.Lease);
            var now = _timeProvider.GetUtcNow();
            foreach (var plan in recounted)
            {
                var countedBy = CountedBy(run, plan);
                if (states.All(state => state.Stream != plan.Name || state.CountedBy is null))
                {
                    await StreamStates.CountAsync(connection, transaction, run.AccountId, plan.Name, countedBy);
                    continue;
                }

                await StreamStates.CountAnewAsync(connection, transaction, run.AccountId, plan.Name, countedBy, CollectTimes.History(plan, run.Connection.DayZone, now), now);
                LogCountedAnew(run.Connection.Account.Network, run.AccountId, plan.Name);
            }
        },
        cancellationToken);

    [LoggerMessage(LogLevel.Information, "{Network} account {AccountId}: {Stream} is counted otherwise than before and is read again")]
    private partial void LogCountedAnew(string network, long accountId, string stream);

    /// <summary>Names, zones, currencies and the end of access change. Trouble on the way is left to the streams, which meet it too and count it.</summary>
    private async Task<CollectRun?> ConfirmAsync(CollectRun run, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var age = now - run.Connection.CheckedAt;
        if ((age >= TimeSpan.Zero && age < CheckEvery) || now < run.Connection.CheckAgainAt)
            return run;
        SourcePlace place;
        try
        {
            place = await run.Source.CheckAsync(run.Access, run.Connection.PlaceId, run.Priority, cancellationToken);
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Unauthorized || (exception.Problem == SourceProblem.Forbidden && run.Connection.RefusedChecks + 1 >= RefusedChecks))
        {
            await _troubles.BreakAsync(run.Lease, run.Connection, exception);
            return null;
        }
        catch (SourceException exception)
        {
            await _troubles.PostponeCheckAsync(run, exception);
            return run;
        }

        var confirmed = place.AsConnection(run.Connection.Account, run.Connection.Fields, now) with
        {
            PlaceId = run.Connection.PlaceId,
            Choices = run.Connection.Choices,
            ConnectedAt = run.Connection.ConnectedAt,
            Failures = run.Connection.Failures,
        };
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await _leases.RenewAsync(connection, transaction, run.Lease);
                await AccountConnections.ConfirmAsync(connection, transaction, confirmed);

                // What was refused may be open again.
                await StreamStates.RetryAsync(connection, transaction, run.AccountId, CollectionTrouble.Forbidden, now);
            },
            cancellationToken);
        return run with { Connection = confirmed };
    }
}
