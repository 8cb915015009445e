using System.Text.Json;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Private messages between a brand and one person.</summary>
internal sealed record MetaConversation
{
    public required string Id { get; init; }

    public required DateTimeOffset UpdatedTime { get; init; }

    public MetaPeople? Participants { get; init; }

    /// <summary>Where people of the brand find it; a path of facebook.com or an address there.</summary>
    public string? Link { get; init; }

    /// <summary>The same as an address; null for what is none of facebook.com.</summary>
    public string? Address => Uri.TryCreate(new Uri("https://www.facebook.com/"), Link, out var address)
        && Link is { Length: > 0 } && address.Scheme == Uri.UriSchemeHttps && (address.Host == "facebook.com" || address.Host.EndsWith(".facebook.com", StringComparison.Ordinal))
            ? address.AbsoluteUri
            : null;

    public MetaMessages? Messages { get; init; }
}

internal sealed record MetaMessages
{
    /// <summary>Newest first; read one by one, so that a strange one costs no other.</summary>
    public IReadOnlyList<JsonElement> Data { get; init; } = [];

    public MetaPaging? Paging { get; init; }
}

internal sealed record MetaMessage
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Empty for a picture or a sticker.</summary>
    public string? Message { get; init; }

    public MetaPerson? From { get; init; }

    public MetaPeople? To { get; init; }
}

internal sealed record MetaPeople
{
    public IReadOnlyList<MetaPerson> Data { get; init; } = [];
}

internal sealed record MetaPerson
{
    public required string Id { get; init; }

    public string? Username { get; init; }
}

internal sealed record MetaRef
{
    public required string Id { get; init; }
}

internal sealed record MetaPaging
{
    public string? Next { get; init; }
}
