using System.IO.Compression;
using Dapper;
using SmmKpiBot.Data.Clients.Export;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Data.Clients;

/// <summary>Erases every row and queued message of a client, so that no byte of it stays in the database file.</summary>
public sealed class ClientEraser(Database.Database database, ClientStore clients, FactReader facts, TimeProvider timeProvider)
{
    private const string Points = """
        delete from metric_point where (account_id, day, series_id, batch_id) in (
            select f.account_id, f.day, f.series_id, f.batch_id from account a join metric_point f on f.account_id = a.id
            where a.client_id = @clientId limit @RowsAtOnce)
        """;

    private const string Ads = """
        delete from ad_day where (account_id, day, campaign, batch_id) in (
            select f.account_id, f.day, f.campaign, f.batch_id from account a join ad_day f on f.account_id = a.id where a.client_id = @clientId limit @RowsAtOnce)
        """;

    private const string Traffic = """
        delete from traffic_day where (account_id, day, source, medium, campaign, channel, batch_id) in (
            select f.account_id, f.day, f.source, f.medium, f.campaign, f.channel, f.batch_id from account a join traffic_day f on f.account_id = a.id
            where a.client_id = @clientId limit @RowsAtOnce)
        """;

    private const string Posts = """
        delete from post_observation where (account_id, post_id, batch_id) in (
            select f.account_id, f.post_id, f.batch_id from account a join post_observation f on f.account_id = a.id where a.client_id = @clientId limit @RowsAtOnce)
        """;

    private const string Messages = """
        delete from message where (account_id, conversation, message_id, batch_id) in (
            select f.account_id, f.conversation, f.message_id, f.batch_id from account a join message f on f.account_id = a.id
            where a.client_id = @clientId limit @RowsAtOnce)
        """;

    private readonly Database.Database _database = database;
    private readonly ClientStore _clients = clients;
    private readonly FactReader _facts = facts;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Writes all rows of the client as a ZIP of CSV files (the import layouts, plus settings) into <paramref name="destination"/>.</summary>
    public async Task ExportAsync(long clientId, Stream destination, CancellationToken cancellationToken)
    {
        var everything = new FactQuery { ClientId = clientId, From = DateOnly.MinValue.AddDays(1), To = DateOnly.MaxValue.AddDays(-2), ConversationsSince = DateTimeOffset.MinValue, WithAllPosts = true };
        var facts = await _facts.ReadAsync(everything, cancellationToken);
        var keys = await _clients.KeysAsync(clientId, cancellationToken);
        await using var connection = await _database.OpenAsync(cancellationToken);
        var ledger = await ConflictCases.OfClientAsync(connection, null, clientId);

        // A ZIP writes its directory synchronously, which some streams refuse.
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            ClientExport.Write(archive, keys, facts, ledger);
        file.Position = 0;
        await file.CopyToAsync(destination, cancellationToken);
    }

    /// <summary>Erases the client, facts first and a little at a time, and compacts the database; reading goes on meanwhile, writing waits for the compaction.</summary>
    public Task EraseAsync(long clientId, CancellationToken cancellationToken) => EraseAsync(_database, clientId, _timeProvider.GetUtcNow(), cancellationToken);

    /// <param name="database">The bot's own, or a copy.</param>
    /// <param name="clientId">Whom.</param>
    /// <param name="now">Is remembered, so that no older backup brings the client back.</param>
    internal static async Task EraseAsync(Database.Database database, long clientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string sql = "delete from client where id = @clientId";

        // A run that is under way stops at its next page.
        const string connections = "delete from account_connection where account_id in (select id from account where client_id = @clientId)";
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(connections, new { clientId }, transaction), cancellationToken);
        foreach (var facts in (string[])[Points, Ads, Traffic, Posts, Messages])
            await Removal.RunAsync(database, facts, new { clientId }, cancellationToken);
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await SharedTraces.EraseAsync(connection, transaction, clientId, now);
                await connection.ExecuteAsync(sql, new { clientId }, transaction);
                await Tombstones.NoteAsync(connection, transaction, clientId, now);
            },
            cancellationToken);
        await database.CompactAsync(cancellationToken);
    }
}
