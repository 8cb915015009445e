using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Which messages of Telegram an answer of several pictures consists of: it is gone when all of them are.</summary>
internal static class AlbumParts
{
    public static Task NoteAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation, long messageId, string album, DateTimeOffset at)
    {
        const string sql = """
            insert into telegram_album_part (account_id, conversation, message_id, album, at) values (@accountId, @conversation, @messageId, @album, @at)
            on conflict (account_id, conversation, message_id) do nothing
            """;
        return connection.ExecuteAsync(sql, new { accountId, conversation, messageId, album, at = UnixMicros.Of(at) }, transaction);
    }

    /// <summary>Telegram took messages away. Gives the ids under which what is gone by it was stored.</summary>
    public static async Task<IReadOnlyList<string>> ForgetAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation, IEnumerable<int> messageIds)
    {
        const string forget = "delete from telegram_album_part where account_id = @accountId and conversation = @conversation and message_id = @messageId returning album";
        const string left = "select count(*) from telegram_album_part where account_id = @accountId and conversation = @conversation and album = @album";
        var gone = new List<string>();
        var albums = new HashSet<string>();
        foreach (var messageId in messageIds)
        {
            if (await connection.QuerySingleOrDefaultAsync<string?>(forget, new { accountId, conversation, messageId = (long)messageId }, transaction) is { } album)
                albums.Add(album);
            else
                gone.Add(messageId.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var album in albums)
        {
            if (await connection.ExecuteScalarAsync<long>(left, new { accountId, conversation, album }, transaction) == 0)
                gone.Add(HeardText.AlbumId(album));
        }

        return gone;
    }
}
