using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Whoever waits is in conflict with the brand. The conflict comes as a message of its own: that of the wait goes on telling of the wait.</summary>
internal sealed class WaitConflictAction(ConflictLedger ledger, ConflictPress press) : TeamAction(Name)
{
    public const string Name = "wait.conflict";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var key = WaitKey.Parse(argument);
        _press.Open(
            turn,
            client,
            async (connection, transaction) =>
            {
                if (key is not { } wait || !await ConflictPress.IsOfAsync(connection, transaction, wait.AccountId, client.Id))
                    return null;
                var said = await SaidAsync(connection, transaction, wait);
                var conflict = new NewConflict { AccountId = wait.AccountId, Conversation = wait.Conversation, MessageId = wait.MessageId, Words = said?.Words, Link = said?.Link, Media = (MessageMedia?)said?.Media };
                return (await _ledger.OpenAsync(connection, transaction, client, conflict, ConflictPress.ActorOf(turn))).Id;
            },
            WaitWords.Over);
        return Task.CompletedTask;
    }

    private static Task<SaidRow?> SaidAsync(DbConnection connection, DbTransaction transaction, WaitKey wait)
    {
        const string sql = """
            SELECT words AS Words, link AS Link, media AS Media FROM message_text WHERE account_id = @AccountId AND conversation = @Conversation AND message_id = @MessageId
            """;
        return connection.QuerySingleOrDefaultAsync<SaidRow>(sql, wait, transaction);
    }

    private sealed record SaidRow
    {
        public string? Words { get; init; }

        public string? Link { get; init; }

        public long? Media { get; init; }
    }
}
