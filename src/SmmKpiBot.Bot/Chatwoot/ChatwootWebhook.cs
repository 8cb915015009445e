using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>
/// Takes what Chatwoot delivers. The path cannot be guessed, and the signature is checked over the raw bytes before anything is read from them; a server
/// that signs nothing is only believed where the account was connected so. 200 after the commit.
/// </summary>
internal sealed class ChatwootWebhook(
    ChatwootStore store, ChatwootDeliveries deliveries, ChatwootIntake intake, Credentials credentials, Database database, AuthorHasher hasher, TimeProvider timeProvider)
{
    public const string Path = "/webhooks/chatwoot/";

    private const int LongestDeliveryId = 100;

    /// <summary>Maps the endpoint where the network is on.</summary>
    public static void Map(WebApplication bot)
    {
        if (bot.Services.GetRequiredService<IOptions<ChatwootOptions>>().Value.IsOn)
        {
            bot.MapPost(Path + "{hook}", (HttpContext context, string hook, ChatwootWebhook webhook) => webhook.ReceiveAsync(context, hook)).ExcludeFromDescription();
        }
    }

    private async Task<IResult> ReceiveAsync(HttpContext context, string hook)
    {
        if (await store.FindByHookAsync(ChatwootFields.Hash(hook), context.RequestAborted) is not { } inbox)
        {
            return Results.NotFound();
        }

        if (await Body.ReadAsync(context) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!await IsGenuineAsync(context.Request, inbox, body))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        ChatwootNews news;
        try
        {
            news = new ChatwootMapping(inbox.Place, hasher, ChatwootReading.StartAfter(inbox.Since), timeProvider.GetUtcNow()).OfWebhook(body);
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (!news.IsNone)
        {
            await TakeAsync(inbox, news, DeliveryOf(context.Request));
        }

        return Results.Ok();
    }

    /// <summary>Not given up when Chatwoot hangs up: it would not deliver again.</summary>
    private Task TakeAsync(ChatwootInbox inbox, ChatwootNews news, string? delivery) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (!await ChatwootStore.HasHookAsync(connection, transaction, inbox))
                return;
            await deliveries.NoteAsync(connection, transaction, inbox.AccountId);
            if (delivery is null || await deliveries.IsNewAsync(connection, transaction, inbox.AccountId, delivery))
            {
                await intake.TakeAsync(connection, transaction, inbox.AccountId, news, CancellationToken.None);
            }
        },
        CancellationToken.None);

    private async Task<bool> IsGenuineAsync(HttpRequest request, ChatwootInbox inbox, byte[] body)
    {
        if (await credentials.ReadAsync(inbox.Account, ChatwootFields.WebhookSecret, request.HttpContext.RequestAborted) is not { } secret)
        {
            return inbox.IsUnsigned != 0;
        }

        var timestamp = request.Headers[ChatwootSignature.TimestampHeader];
        var signature = request.Headers[ChatwootSignature.Header];
        return timestamp.Count == 1 && signature.Count == 1 && ChatwootSignature.IsValid(secret, timestamp[0], signature[0], body, timeProvider.GetUtcNow());
    }

    private static string? DeliveryOf(HttpRequest request) =>
        request.Headers[ChatwootSignature.DeliveryHeader] is [{ Length: > 0 and <= LongestDeliveryId } id] ? id : null;
}
