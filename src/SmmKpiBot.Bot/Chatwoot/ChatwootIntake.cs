using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>
/// Takes what deliveries and readings say into the live inbox. Both say the same of a message in slightly different words (a name, for one), so the first
/// word counts: of a known message only its deletion is news.
/// </summary>
internal sealed class ChatwootIntake(LiveInbox inbox, IEnumerable<IConversationLabels> followers, IOptions<ChatwootOptions> options)
{
    private readonly LiveInbox _inbox = inbox;
    private readonly IReadOnlyList<IConversationLabels> _followers = [.. followers];
    private readonly IOptions<ChatwootOptions> _options = options;

    /// <summary>How much of it was new.</summary>
    public async Task<int> TakeAsync(DbConnection connection, DbTransaction transaction, long accountId, ChatwootNews news, CancellationToken cancellationToken)
    {
        await AccountTurn.TakeAsync(connection, transaction, accountId);
        var messages = new List<LiveMessage>();
        foreach (var live in news.Messages)
        {
            if (!await IsKnownAsync(connection, transaction, live.Message))
            {
                messages.Add(live);
            }
        }

        var stored = 0;
        if (messages.Count > 0)
        {
            stored += (await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Messages = messages }, cancellationToken)).Stored;
        }

        if (news.Deleted.Count > 0)
        {
            stored += (await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Deleted = news.Deleted }, cancellationToken)).Stored;
        }

        foreach (var labelled in news.Labels)
        {
            await LabelAsync(connection, transaction, accountId, labelled, cancellationToken);
        }

        return stored;
    }

    private static async Task<bool> IsKnownAsync(DbConnection connection, DbTransaction transaction, ConversationMessage message)
    {
        const string sql = """
            SELECT count(*) FROM message AS m JOIN batch AS b ON b.id = m.batch_id
            WHERE m.account_id = @AccountId AND m.conversation = @Conversation AND m.message_id = @MessageId AND b.origin = 1
            """;
        return await connection.ExecuteScalarAsync<long>(sql, new { message.AccountId, message.Conversation, message.MessageId }, transaction) > 0;
    }

    private async Task LabelAsync(DbConnection connection, DbTransaction transaction, long accountId, LabelledConversation labelled, CancellationToken cancellationToken)
    {
        const string read = "SELECT label AS Label, is_on AS IsOn, at AS At FROM chatwoot_label WHERE account_id = @accountId AND conversation = @Conversation";
        const string write = """
            INSERT INTO chatwoot_label (account_id, conversation, label, is_on, at) VALUES (@accountId, @Conversation, @label, @isOn, @at)
            ON CONFLICT (account_id, conversation, label) DO UPDATE SET is_on = excluded.is_on, at = excluded.at
            """;
        var at = UnixMicros.Of(labelled.At);
        var known = (await connection.QueryAsync<LabelRow>(read, new { accountId, labelled.Conversation }, transaction)).ToDictionary(row => row.Label);
        var (wasAny, isAny) = (false, false);
        foreach (var label in _options.Value.Labels)
        {
            var row = known.GetValueOrDefault(label);
            var wasOn = row is { IsOn: 1 };
            var isOn = row?.At >= at ? wasOn : labelled.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);
            if (isOn != wasOn)
                await connection.ExecuteAsync(write, new { accountId, labelled.Conversation, label, isOn = isOn ? 1L : 0L, at }, transaction);
            (wasAny, isAny) = (wasAny || wasOn, isAny || isOn);
        }

        if (isAny == wasAny)
            return;
        foreach (var follower in _followers)
            await follower.LabelledAsync(connection, transaction, accountId, labelled.Conversation, labelled.At, isAny, cancellationToken);
    }

    private sealed record LabelRow
    {
        public string Label { get; init; } = "";

        public long IsOn { get; init; }

        public long At { get; init; }
    }
}
