using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>The files of waiting messages, each kept once however many messages carry it.</summary>
internal static class KeptFiles
{
    /// <summary>Keeps a file for a message that is enqueued in the transaction.</summary>
    /// <returns>The id of its row, which nobody removes before the transaction ends.</returns>
    public static async Task<long> KeepAsync(DbConnection connection, DbTransaction transaction, Dialect dialect, Attachment attachment, long? clientId, CancellationToken cancellationToken)
    {
        const string Insert = """
            INSERT INTO outbox_attachment (client_id, hash, is_photo, bytes) VALUES (@ClientId, @Hash, @IsPhoto, @Bytes)
            ON CONFLICT DO NOTHING
            """;
        const string Find = """
            SELECT id FROM outbox_attachment
            WHERE hash = @Hash AND is_photo = @IsPhoto AND coalesce(client_id, 0) = coalesce(@ClientId, 0)
            """;

        // Without the lock, PostgreSQL might purge the row between this look and the insertion of the message.
        const string Lock = Find + " FOR KEY SHARE";

        var row = new
        {
            ClientId = clientId,
            Hash = Convert.ToHexStringLower(SHA256.HashData(attachment.Bytes)),
            IsPhoto = attachment.IsPhoto ? 1L : 0L,
            attachment.Bytes,
        };
        var find = new CommandDefinition(dialect == Dialect.Postgres ? Lock : Find, new { row.Hash, row.IsPhoto, row.ClientId }, transaction, cancellationToken: cancellationToken);
        while (true)
        {
            // Known bytes are not handed over again: most answers are a picture that was sent before.
            if (await connection.QuerySingleOrDefaultAsync<long?>(find) is { } known)
                return known;
            await connection.ExecuteAsync(new CommandDefinition(Insert, row, transaction, cancellationToken: cancellationToken));
        }
    }
}
