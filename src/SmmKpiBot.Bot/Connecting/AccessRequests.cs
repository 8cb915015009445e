using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>
/// Keeps access that is being given. A state is stored as a hash and taken once; what is secret is encrypted for its row, person and chat, so that a row which was
/// changed to be another's opens no more.
/// </summary>
internal sealed class AccessRequests(Database database, Credentials credentials, TimeProvider timeProvider)
{
    /// <summary>How long a question for consent may be answered.</summary>
    public static readonly TimeSpan ConsentLife = TimeSpan.FromMinutes(10);

    /// <summary>How long a place may be chosen after access was given.</summary>
    public static readonly TimeSpan ChoiceLife = TimeSpan.FromHours(1);

    private const string Columns = """
        id as Id, client_id as ClientId, account_id as AccountId, network as Network, external_id as ExternalId, user_id as UserId, chat_id as ChatId, language as Language,
        redirect_uri as RedirectUri, verifier as Verifier, secrets as Secrets, access_expires_at as AccessExpiresAt
        """;

    private const string Insert = """
        insert into access_request (id, client_id, account_id, network, external_id, user_id, chat_id, language, state_hash, redirect_uri, verifier, secrets, access_expires_at, expires_at)
        values (@Id, @ClientId, @AccountId, @Network, @ExternalId, @UserId, @ChatId, @Language, @StateHash, @RedirectUri, @Verifier, @Secrets, @AccessExpiresAt, @ExpiresAt)
        """;

    private readonly Database _database = database;
    private readonly Credentials _credentials = credentials;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Begins a question for consent; gives the state that the browser will bring back.</summary>
    public async Task<string> AskAsync(AccessRequest request, string verifier, Uri redirectUri, CancellationToken cancellationToken)
    {
        var state = InvitationCode.New();
        var row = RowOf(request, ConsentLife) with { StateHash = Hash(state), RedirectUri = redirectUri.AbsoluteUri };
        row = row with { Verifier = Seal(row, nameof(row.Verifier), verifier) };
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Insert, row, transaction), cancellationToken);
        return state;
    }

    /// <summary>Takes what a state belongs to; null for one that is unknown, over or was taken before. It can be taken once.</summary>
    public async Task<AskedConsent?> TakeAsync(string state, CancellationToken cancellationToken)
    {
        const string sql = $"delete from access_request where state_hash = @hash and expires_at > @now returning {Columns}";
        if (!InvitationCode.HasShape(state))
            return null;
        var values = new { hash = Hash(state), now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        var row = await _database.WriteAsync((connection, transaction) => connection.QuerySingleOrDefaultAsync<Row>(sql, values, transaction), cancellationToken);
        return row is { Verifier: { } sealedVerifier, RedirectUri: { } redirect } && Open(row, nameof(row.Verifier), sealedVerifier) is { } verifier
            ? new(row.ToRequest(), verifier, new Uri(redirect))
            : null;
    }

    /// <summary>Keeps access that was given until somebody chooses what it is for; gives the id of the choice.</summary>
    public async Task<string> KeepAsync(AccessRequest request, GrantedAccess access, CancellationToken cancellationToken)
    {
        var row = RowOf(request, ChoiceLife) with { AccessExpiresAt = UnixMicros.Of(access.ExpiresAt) };
        row = row with { Secrets = Seal(row, nameof(row.Secrets), JsonSerializer.Serialize(access.Fields)) };
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Insert, row, transaction), cancellationToken);
        return row.Id;
    }

    /// <summary>Access that waits for its place; null when that is over, or it is another's.</summary>
    public async Task<(AccessRequest Request, GrantedAccess Access)?> FindAsync(string id, long userId, long chatId, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from access_request where id = @id and user_id = @userId and chat_id = @chatId and secrets is not null and expires_at > @now";
        var values = new { id, userId, chatId, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        if (row is not { Secrets: { } kept } || Open(row, nameof(row.Secrets), kept) is not { } json)
            return null;
        return (row.ToRequest(), new GrantedAccess(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [], UnixMicros.ToInstant(row.AccessExpiresAt)));
    }

    /// <summary>The place is chosen.</summary>
    public static Task ForgetAsync(DbConnection connection, DbTransaction transaction, string id) =>
        connection.ExecuteAsync("delete from access_request where id = @id", new { id }, transaction);

    /// <summary>What this person asked here for a client is not wanted any more: its links and choices are over.</summary>
    public static Task WithdrawAsync(DbConnection connection, DbTransaction transaction, long clientId, long userId, long chatId) =>
        connection.ExecuteAsync("delete from access_request where client_id = @clientId and user_id = @userId and chat_id = @chatId", new { clientId, userId, chatId }, transaction);

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string sql = "delete from access_request where expires_at <= @now";
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        return _database.WriteInBackgroundAsync((connection, transaction) => connection.ExecuteAsync(sql, new { now }, transaction), cancellationToken);
    }

    /// <summary>A state is random in full, so a plain hash cannot be searched backwards.</summary>
    private static string Hash(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(state)));

    private Row RowOf(AccessRequest request, TimeSpan life) => new()
    {
        Id = Button.NewId(),
        ClientId = request.ClientId,
        AccountId = request.AccountId,
        Network = request.Network,
        ExternalId = request.ExternalId,
        UserId = request.UserId,
        ChatId = request.ChatId,
        Language = LanguageCode.Of(request.Language),
        ExpiresAt = UnixMicros.Of(_timeProvider.GetUtcNow() + life),
    };

    private string Seal(Row row, string what, string secret) => _credentials.Seal(row.ClientId, row.AccountId ?? 0, FieldOf(row, what), secret);

    private string? Open(Row row, string what, string ciphertext) => _credentials.Open(row.ClientId, row.AccountId ?? 0, FieldOf(row, what), ciphertext);

    private static string FieldOf(Row row, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"access-request/{row.Id}/{row.UserId}/{row.ChatId}/{row.Network}/{row.RedirectUri}/{what}");

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public long ClientId { get; init; }

        public long? AccountId { get; init; }

        public string Network { get; init; } = "";

        public string? ExternalId { get; init; }

        public long UserId { get; init; }

        public long ChatId { get; init; }

        public string Language { get; init; } = "";

        public string? StateHash { get; init; }

        public string? RedirectUri { get; init; }

        public string? Verifier { get; init; }

        public string? Secrets { get; init; }

        public long? AccessExpiresAt { get; init; }

        public long ExpiresAt { get; init; }

        public AccessRequest ToRequest() => new()
        {
            ClientId = ClientId,
            Network = Network,
            AccountId = AccountId,
            ExternalId = ExternalId,
            UserId = UserId,
            ChatId = ChatId,
            Language = LanguageCode.Parse(Language),
        };
    }
}
