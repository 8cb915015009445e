using System.Data.Common;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Connects an account of ours to an inbox of Chatwoot, and ends that: its place, its secrets, its webhook's path, and its live feed, in one transaction.</summary>
internal sealed class ChatwootConnection(ChatwootStore store, Credentials credentials, LiveFeeds feeds, Database database, TimeProvider timeProvider)
{
    /// <summary>Gives the last part of the webhook's path; a connected account keeps the one it has.</summary>
    /// <param name="token">Null keeps the token that is stored.</param>
    /// <param name="webhookSecret">Null keeps the secret that is stored.</param>
    public async Task<string> ConnectAsync(Account account, ChatwootPlace place, string? token, string? webhookSecret, bool isUnsigned, CancellationToken cancellationToken)
    {
        var hook = await credentials.ReadAsync(account, ChatwootFields.Hook, cancellationToken) ?? ChatwootFields.NewHook();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await store.ConnectAsync(connection, transaction, place, ChatwootFields.Hash(hook), isUnsigned);
                foreach (var (field, secret) in ((string, string?)[])[(ChatwootFields.Hook, hook), (ChatwootFields.Token, token), (ChatwootFields.WebhookSecret, webhookSecret)])
                {
                    if (secret is not null)
                    {
                        await credentials.StoreAsync(connection, transaction, account, field, secret);
                    }
                }

                await feeds.OpenAsync(connection, transaction, account.Id);
                await AccountEnds.BeginAsync(connection, transaction, account.Id);
            },
            cancellationToken);
        return hook;
    }

    /// <summary>It is read no more, and its webhook leads nowhere; connected again it gets another one. Where a token still opens it, its messages come as before.</summary>
    public async Task DisconnectAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        await ChatwootStore.RemoveAsync(connection, transaction, accountId);
        await AccountConnections.DisconnectAsync(connection, transaction, accountId, timeProvider.GetUtcNow());
        if (await ApiTokens.HasAsync(connection, transaction, accountId))
            await AccountEnds.BeginAsync(connection, transaction, accountId);
        else
            await feeds.CloseAsync(connection, transaction, accountId);
    }
}
