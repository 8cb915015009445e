using System.Text.Json;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>How the Bot API writes JSON.</summary>
internal static class TelegramJson
{
    public static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

/// <summary>The frame of every answer.</summary>
internal sealed record AnswerBody
{
    public bool Ok { get; init; }

    public JsonElement? Result { get; init; }

    public int? ErrorCode { get; init; }

    public string? Description { get; init; }

    public RefusalParameters? Parameters { get; init; }
}

internal sealed record RefusalParameters
{
    public int? RetryAfter { get; init; }

    /// <summary>The group became a supergroup: it has this id now.</summary>
    public long? MigrateToChatId { get; init; }
}

/// <summary>A number of members, in the frame of its answer.</summary>
internal sealed record MembersBody
{
    public bool Ok { get; init; }

    public required long Result { get; init; }
}

/// <summary>A channel or a group.</summary>
internal sealed record ChatBody
{
    public required long Id { get; init; }

    public required string Type { get; init; }

    public string? Title { get; init; }

    public string? Username { get; init; }
}
