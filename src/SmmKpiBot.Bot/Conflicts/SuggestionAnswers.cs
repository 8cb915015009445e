using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Tells the other chats that were asked the same what somebody answered.</summary>
internal static class SuggestionAnswers
{
    /// <summary>Messages for the other chats, where the question was sent and can be changed.</summary>
    public static async Task<IReadOnlyList<OutboxMessage>> ForOthersAsync(
        DbConnection connection, DbTransaction transaction, Turn turn, Client client, ConflictSuggestion suggestion, Words answer)
    {
        const string asked = "SELECT count(*) FROM outbox WHERE dedup_key = @key AND chat_id = @ChatId";
        var bound = await ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " ORDER BY id", null);
        var messages = new List<OutboxMessage>();
        foreach (var chat in StaffNotices.Team(bound, client.Id).Where(chat => chat.ChatId != turn.From.ChatId || chat.ThreadId != turn.From.ThreadId))
        {
            var key = suggestion.KeyOf(chat);
            if (await connection.ExecuteScalarAsync<long>(asked, new { key, chat.ChatId }, transaction) == 0)
                continue;
            messages.Add(new OutboxMessage
            {
                ChatId = chat.ChatId,
                ThreadId = chat.ThreadId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(new TelegramHtml().Text(answer.In(chat.Language)).ToString()),
                ClientId = client.Id,
                EditsKey = key,
                Silent = true,
            });
        }

        return messages;
    }
}
