using System.Text.Json;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>A delivery of Meta, with up to a thousand changes.</summary>
internal sealed record DeliveryBody
{
    public required string Object { get; init; }

    /// <summary>Read one by one, so that a strange one costs no other.</summary>
    public IReadOnlyList<JsonElement> Entry { get; init; } = [];

    /// <summary>Null for objects that nothing is read of.</summary>
    public string? Network => Object switch { "page" => "facebook", "instagram" => "instagram", _ => null };
}

internal sealed record DeliveredEntry
{
    public required string Id { get; init; }

    /// <summary>Of the delivery: seconds for changes, milliseconds for messages.</summary>
    public DateTimeOffset Time { get; init; }

    public IReadOnlyList<JsonElement> Changes { get; init; } = [];

    public IReadOnlyList<JsonElement> Messaging { get; init; } = [];

    /// <summary>Messages of conversations that another app leads.</summary>
    public IReadOnlyList<JsonElement> Standby { get; init; } = [];
}

internal sealed record DeliveredChange
{
    public required string Field { get; init; }

    public JsonElement Value { get; init; }
}

internal sealed record DeliveredFeed
{
    public string? Item { get; init; }

    public string? Verb { get; init; }

    public string? PostId { get; init; }

    public string? CommentId { get; init; }

    /// <summary>The post for a comment at the top.</summary>
    public string? ParentId { get; init; }

    public MetaPerson? From { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? CreatedTime { get; init; }

    public DeliveredPost? Post { get; init; }
}

internal sealed record DeliveredPost
{
    public string? PermalinkUrl { get; init; }
}

internal sealed record DeliveredComment
{
    public required string Id { get; init; }

    public string? Text { get; init; }

    public MetaPerson? From { get; init; }

    /// <summary>On answers only.</summary>
    public string? ParentId { get; init; }
}

internal sealed record DeliveredMessage
{
    public MetaPerson? Sender { get; init; }

    public MetaPerson? Recipient { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    public DeliveredText? Message { get; init; }
}

internal sealed record DeliveredText
{
    public string? Mid { get; init; }

    public string? Text { get; init; }

    public bool? IsEcho { get; init; }

    /// <summary>Of an echo: the app that wrote it, a number or a text.</summary>
    public JsonElement? AppId { get; init; }

    public bool? IsDeleted { get; init; }
}
