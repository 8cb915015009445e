using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Clients.Keys;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Data.Facts;

/// <summary>Which facts of a client to read.</summary>
public sealed record FactQuery
{
    public required long ClientId { get; init; }

    /// <summary>First day of points, ads, traffic and posts (with a margin for last values). Posts of some hours around the days come along: the client's zone decides.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of points, ads, traffic and posts.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Conversations with a message at or after this instant are read whole.</summary>
    public required DateTimeOffset ConversationsSince { get; init; }

    /// <summary>Facts observed later are left out.</summary>
    public DateTimeOffset? KnownBy { get; init; }

    /// <summary>Rates of currencies are read too.</summary>
    public bool WithRates { get; init; }

    /// <summary>Posts that only a file names are read too where a network told those of their day itself: for whoever takes everything away, not for figures.</summary>
    public bool WithAllPosts { get; init; }
}

/// <summary>What the store knows of one client, read in one snapshot, observations folded (network before import, then the latest, cell by cell).</summary>
public sealed record ClientFacts
{
    public static ClientFacts Empty { get; } = new();

    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>One point per (account, metric, dimension, day), sorted by day.</summary>
    public IReadOnlyList<MetricPoint> Points { get; init; } = [];

    public IReadOnlyList<AdDay> Ads { get; init; } = [];

    public IReadOnlyList<TrafficDay> Traffic { get; init; } = [];

    /// <summary>By publishing.</summary>
    public IReadOnlyList<PostHistory> Posts { get; init; } = [];

    /// <summary>Sorted by account, conversation, time; at equal times inbound first, then by message id.</summary>
    public IReadOnlyList<ConversationMessage> Messages { get; init; } = [];

    public IReadOnlyList<WaitClosure> Closures { get; init; } = [];

    public IReadOnlyList<Conflict> Conflicts { get; init; } = [];

    public IReadOnlyList<ObservedSpan> Spans { get; init; } = [];

    /// <summary>Of kinds of which an account told nothing of these days: the last that it told before, however long ago.</summary>
    public IReadOnlyList<ObservedSpan> EarlierSpans { get; init; } = [];

    /// <summary>(account, kind of fact) pairs that were ever observed, whatever the period; the base of coverage.</summary>
    public IReadOnlySet<(long AccountId, string Kind)> EverObserved { get; init; } = new HashSet<(long, string)>();

    /// <summary>Accounts that a person has disconnected, and since when: nothing newer is missed of them.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Disconnected { get; init; } = new Dictionary<long, DateTimeOffset>();

    /// <summary>Rates of the days, where they were asked for. Money itself stays as it was billed.</summary>
    public CurrencyRates Rates { get; init; } = CurrencyRates.None;
}

/// <summary>Reads the facts of one client in one snapshot.</summary>
/// <param name="defaults">Has the zone of clients that have none of their own; without it, it is UTC.</param>
public sealed class FactReader(Database.Database database, ClientDefaults? defaults = null)
{
    private readonly Database.Database _database = database;
    private readonly TimeZoneInfo _defaultZone = defaults is null ? TimeZoneInfo.Utc : SimpleTexts.Zone(defaults.TimeZone);

    public async Task<ClientFacts> ReadAsync(FactQuery query, CancellationToken cancellationToken)
    {
        const string accounts = $"""
            select a.id as Id, a.network as Network, a.name as Name, a.external_id as ExternalId, {AccountEnds.Since} as DisconnectedAt from account a where a.client_id = @ClientId
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var snapshot = await _database.BeginSnapshotAsync(connection, cancellationToken);
        var scope = new FactScope(connection, snapshot, query, _defaultZone, cancellationToken);
        var rows = await scope.QueryAsync<AccountRow>(accounts);
        var spans = await SpanFacts.ReadAsync(scope);
        return new ClientFacts
        {
            Accounts = [.. rows.Select(row => row.ToAccount(query.ClientId)).OrderBy(account => account.FullName, StringComparer.Ordinal)],
            Disconnected = rows.Where(row => row.DisconnectedAt is { } at && !(UnixMicros.ToInstant(at) > query.KnownBy)).ToDictionary(row => row.Id, row => UnixMicros.ToInstant(row.DisconnectedAt.GetValueOrDefault())),
            Points = await PointFacts.ReadAsync(scope),
            Ads = await AdFacts.ReadAsync(scope),
            Traffic = await TrafficFacts.ReadAsync(scope),
            Posts = await PostFacts.ReadAsync(scope),
            Messages = await MessageFacts.ReadAsync(scope),
            Closures = await MessageFacts.ReadClosuresAsync(scope),
            Conflicts = await MessageFacts.ReadConflictsAsync(scope),
            Spans = spans,
            EarlierSpans = await SpanFacts.ReadEarlierAsync(scope, spans),
            EverObserved = await SpanFacts.ReadEverAsync(scope),
            Rates = query.WithRates ? await scope.RatesAsync() : CurrencyRates.None,
        };
    }

    private sealed record AccountRow
    {
        public long Id { get; init; }

        public string Network { get; init; } = "";

        public string Name { get; init; } = "";

        public string? ExternalId { get; init; }

        public long? DisconnectedAt { get; init; }

        public Account ToAccount(long clientId) => new() { Id = Id, ClientId = clientId, Network = Network, Name = Name, ExternalId = ExternalId };
    }
}
