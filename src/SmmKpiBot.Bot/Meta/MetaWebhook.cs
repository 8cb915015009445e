using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Facebook;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.Instagram;

namespace SmmKpiBot.Bot.Meta;

/// <summary>
/// Takes what Meta delivers of pages and Instagram accounts. The signature is checked over the raw bytes before anything is read from them. 200 after the commit; what fails is delivered
/// again for 36 hours, and what comes twice, or was read before, changes nothing: so much of it may be stored part by part, and others have the writer in between.
/// </summary>
internal sealed partial class MetaWebhook(
    MetaPlaces places, MessageIntake intake, Database database, AuthorHasher hasher, IOptions<FacebookOptions> facebook, IOptions<InstagramOptions> instagram, TimeProvider timeProvider, ILogger<MetaWebhook> logger)
{
    public const string Path = "/webhooks/meta";

    /// <summary>So many are stored in one transaction: a few hundredths of a second.</summary>
    private const int AtOnce = 50;

    /// <summary>Of a thousand changes with every letter escaped, six bytes each; Meta sends no more at once.</summary>
    private const long LargestDelivery = 16 * Body.Largest;

    private readonly ILogger _logger = logger;

    /// <summary>Maps the endpoint where it is set up.</summary>
    public static void Map(WebApplication bot)
    {
        if (!bot.Services.GetRequiredService<IOptions<FacebookOptions>>().Value.HasWebhook)
            return;
        bot.MapGet(Path, (HttpContext context, MetaWebhook webhook) => webhook.Verify(context.Request.Query)).ExcludeFromDescription();
        bot.MapPost(Path, (HttpContext context, MetaWebhook webhook) => webhook.ReceiveAsync(context)).ExcludeFromDescription();
    }

    /// <summary>Meta wants its challenge back, as it is, from who knows the token.</summary>
    private IResult Verify(IQueryCollection query)
    {
        var isOurs = query["hub.mode"] == "subscribe" && query["hub.verify_token"] is [{ } token]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(facebook.Value.WebhookVerifyToken));
        return isOurs && query["hub.challenge"] is [{ Length: > 0 } challenge] ? Results.Text(challenge) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (await Body.ReadAsync(context, LargestDelivery) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!IsGenuine(context.Request, body))
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        MetaDelivery delivery;
        try
        {
            var connected = await places.FindAsync(MetaDeliveries.PlacesOf(body), context.RequestAborted);
            delivery = new MetaDeliveries(hasher, [.. facebook.Value.AutomaticApps], timeProvider.GetUtcNow()).Of(body, connected);
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (delivery.Strange > 0)
            LogStrange(delivery.Strange);
        foreach (var ofAccount in delivery.News.GroupBy(one => one.Place.AccountId))
            await TakeAsync(ofAccount.Key, [.. ofAccount]);
        return Results.Ok();
    }

    /// <summary>Instagram may belong to an app of its own.</summary>
    private bool IsGenuine(HttpRequest request, byte[] body) =>
        request.Headers[MetaSignature.Header] is [{ } signature]
        && new[] { facebook.Value.AppSecret, instagram.Value.AppSecret }.Any(secret => secret.Length > 0 && MetaSignature.IsValid(secret, signature, body));

    /// <summary>Not given up when Meta hangs up: half of a delivery would be no better than none.</summary>
    private async Task TakeAsync(long accountId, IReadOnlyList<MetaNews> news)
    {
        var stored = 0;
        foreach (var some in news.Chunk(AtOnce))
            stored += await database.WriteAsync((connection, transaction) => TakeAsync(connection, transaction, accountId, some), CancellationToken.None);
        LogTaken(accountId, stored);
        if (string.Join(", ", news.Select(one => one.AppId).OfType<string>().Distinct()) is { Length: > 0 } apps)
            LogApps(accountId, apps);
    }

    /// <summary>One after the other: an answer may answer what came just before it.</summary>
    private async Task<int> TakeAsync(DbConnection connection, DbTransaction transaction, long accountId, IReadOnlyList<MetaNews> news)
    {
        var count = 0;
        await AccountTurn.TakeAsync(connection, transaction, accountId);
        foreach (var one in news)
        {
            // What was stored before the comment it answers is of a conversation of its own.
            var own = one is { AnswersTo: not null, Deleted: (_, var removed) } ? await ThreadOfAsync(connection, transaction, accountId, removed) : null;
            var thread = own ?? (one.AnswersTo is { } parent ? await ThreadOfAsync(connection, transaction, accountId, parent) : null);
            var messages = one.Message is { } live ? [thread is null ? live : live with { Message = live.Message with { Conversation = thread } }] : Array.Empty<LiveMessage>();
            var deleted = one.Deleted is { } gone ? [(thread ?? gone.Conversation, gone.MessageId)] : Array.Empty<(string, string)>();
            count += await intake.TakeAsync(connection, transaction, accountId, messages, deleted, tellsProgramsLate: true, CancellationToken.None);
        }

        return count;
    }

    /// <summary>The conversation of a comment that is known.</summary>
    private static Task<string?> ThreadOfAsync(DbConnection connection, DbTransaction transaction, long accountId, string comment)
    {
        const string sql = "SELECT max(m.conversation) FROM message AS m JOIN batch AS b ON b.id = m.batch_id WHERE m.account_id = @accountId AND m.message_id = @comment AND b.origin = 1";
        return connection.ExecuteScalarAsync<string?>(sql, new { accountId, comment }, transaction);
    }

    [LoggerMessage(LogLevel.Warning, "Meta delivered {Count} things that are not understood; they were left out")]
    private partial void LogStrange(int count);

    [LoggerMessage(LogLevel.Information, "Answers of account {AccountId} were written with the apps {Apps}; those that answer by themselves belong into Networks:Facebook:AutomaticApps")]
    private partial void LogApps(long accountId, string apps);

    [LoggerMessage(LogLevel.Information, "Meta delivered {Stored} new messages of account {AccountId}")]
    private partial void LogTaken(long accountId, int stored);
}
