using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Bot.Web;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Takes updates that Telegram posts. 200 only after they are stored; handling comes later and cannot make Telegram repeat them.</summary>
internal static class WebhookEndpoint
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>Maps the endpoint in webhook mode; in polling mode there is none.</summary>
    public static IEndpointRouteBuilder MapTelegramWebhook(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<TelegramOptions>>().Value;
        if (options.UpdateMode == UpdateMode.Webhook)
        {
            endpoints.MapPost(TelegramOptions.WebhookPath, ReceiveAsync);
        }

        return endpoints;
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, IOptions<TelegramOptions> options, UpdateInbox inbox, BotCalls bot)
    {
        if (!HasSecret(context.Request, options.Value.WebhookSecret))
        {
            return Results.Unauthorized();
        }

        if (await Body.ReadAsync(context) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (Parse(body) is { } update)
        {
            await inbox.StoreAsync(bot.BotId, [update], moveOffset: false, context.RequestAborted);
        }

        // What is no update at all would only come again: it is confirmed and dropped.
        return Results.Ok();
    }

    /// <summary>Exactly one header with exactly the secret; compared in constant time.</summary>
    private static bool HasSecret(HttpRequest request, string? secret)
    {
        var given = request.Headers[SecretHeader];
        return !string.IsNullOrEmpty(secret)
            && given.Count == 1
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[0] ?? string.Empty), Encoding.UTF8.GetBytes(secret));
    }

    private static RawUpdate? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return RawUpdate.From(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
