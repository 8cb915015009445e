using System.Globalization;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Sources.Messages;

namespace SmmKpiBot.Bot.Web.Messages;

/// <summary>
/// <c>POST /api/messages</c>: messages of an account from any program that holds a token of it. Answers after the commit; sending the same again changes
/// nothing, so a sender that got no answer simply repeats.
/// </summary>
internal static class MessagesEndpoint
{
    public const string Path = "/api/messages";

    private const string Scheme = "Bearer ";

    public static IServiceCollection AddMessagesEndpoint(this IServiceCollection services)
    {
        services.AddSingleton<TokenPace>();
        services.AddSingleton<MessageStore>();
        return services;
    }

    public static void MapMessages(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, PostAsync)
        .WithName("postMessages")
        .WithSummary("Stores messages of the account that the token belongs to.")
        .WithDescription("One message or an array of at most 1,000, in a body of at most 1 MB. All are stored, or none. A message is known by conversation and "
            + "messageId: posting the same again changes nothing, posting it changed stores the change, posting it with deleted true takes it away.")
        .Accepts<PostedMessage[]>("application/json")
        .Produces<TakenMessages>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> PostAsync(HttpContext context, ApiTokens tokens, TokenPace pace, MessageStore store, TimeProvider timeProvider)
    {
        if (TokenOf(context.Request) is not { } text || await tokens.FindAsync(text, context.RequestAborted) is not { } token)
        {
            return Refused(context);
        }

        if (pace.Ask(token.Id) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ApiProblems.Of(StatusCodes.Status429TooManyRequests);
        }

        if (await Body.ReadAsync(context) is not { } body)
        {
            return ApiProblems.Of(StatusCodes.Status413PayloadTooLarge);
        }

        var errors = new FieldErrors();
        var messages = PostedMessagesReader.Read(body, timeProvider.GetUtcNow(), errors);
        if (errors.Any)
        {
            return Results.ValidationProblem(errors.ByField, detail: "Nothing was stored.");
        }

        // Not given up when the sender hangs up: what is being stored is stored.
        return await store.TakeAsync(token, messages, CancellationToken.None) is { } stored
            ? Results.Ok(new TakenMessages(stored, messages.Count - stored))
            : Refused(context);
    }

    /// <summary>Exactly one header with a bearer token.</summary>
    private static string? TokenOf(HttpRequest request)
    {
        var given = request.Headers.Authorization;
        return given.Count == 1 && given[0] is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static IResult Refused(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblems.Of(StatusCodes.Status401Unauthorized);
    }
}

/// <summary>What became of a request.</summary>
/// <param name="Stored">Messages, changes and deletions that were new.</param>
/// <param name="Repeated">Those that were known already.</param>
internal sealed record TakenMessages(int Stored, int Repeated);
