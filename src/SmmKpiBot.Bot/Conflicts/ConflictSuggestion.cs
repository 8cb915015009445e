using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>A conversation that may be a conflict, as the buttons that ask keep it.</summary>
internal sealed record ConflictSuggestion
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required long AccountId { get; init; }

    public required string Conversation { get; init; }

    /// <summary>The customer's message with the word.</summary>
    public string? MessageId { get; init; }

    /// <summary>Begins the dedup key of the messages that ask.</summary>
    public required string Key { get; init; }

    /// <summary>First words only.</summary>
    public string? Words { get; init; }

    public string? Link { get; init; }

    /// <summary>The hint that was found.</summary>
    public required string Term { get; init; }

    /// <summary>Null for what <see cref="ToString"/> did not write.</summary>
    public static ConflictSuggestion? Parse(string? text) => text is { Length: > 0 } ? JsonSerializer.Deserialize<ConflictSuggestion>(text, Json) : null;

    /// <summary>The dedup key of the message in one chat.</summary>
    public string KeyOf(BoundChat chat) => string.Create(CultureInfo.InvariantCulture, $"{Key}:{chat.Id}");

    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
