using System.Text.Json;
using System.Text.RegularExpressions;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Messages;

/// <summary>The fields of one posted message.</summary>
internal sealed partial class PostedFields(JsonElement item, string path, FieldErrors errors)
{
    private const int LongestId = 200;
    private const int LongestLink = 2_000;
    private const int LongestText = 100_000;

    /// <summary>A clock may be a little ahead of ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names = ["conversation", "messageId", "at", "direction", "kind", "author", "automatic", "text", "link", "deleted"];

    private readonly JsonElement _item = item;
    private readonly string _path = path;
    private readonly FieldErrors _errors = errors;

    /// <summary>Null when a field that is needed is missing or wrong.</summary>
    public PostedMessage? Message(DateTimeOffset now)
    {
        if (_item.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(_path, "A message is an object.");
            return null;
        }

        foreach (var property in _item.EnumerateObject().Where(property => !Names.Contains(property.Name)))
        {
            Wrong(property.Name.Length > LongestId ? "…" : property.Name, $"There is no such field; fields are {string.Join(", ", Names)}.");
        }

        var conversation = Id("conversation", isNeeded: true);
        var messageId = Id("messageId", isNeeded: true);
        var at = Instant(now);
        var direction = Choice("direction", isNeeded: true, ("in", Direction.Inbound), ("out", Direction.Outbound));
        var kind = Choice("kind", isNeeded: false, ("message", MessageKind.Message), ("comment", MessageKind.Comment));
        var author = Id("author", isNeeded: false);
        var automatic = Flag("automatic");
        var text = Text("text", LongestText);
        var link = Link();
        var deleted = Flag("deleted");
        return conversation is null || messageId is null || at is null || direction is null
            ? null
            : new()
            {
                Conversation = conversation,
                MessageId = messageId,
                At = at.Value,
                Direction = direction.Value,
                Kind = kind ?? MessageKind.Message,
                Author = author,
                Automatic = automatic,
                Text = text,
                Link = link,
                Deleted = deleted,
            };
    }

    private string? Id(string name, bool isNeeded)
    {
        if (Text(name, LongestId) is not { } text)
        {
            if (isNeeded && !Has(name))
                Wrong(name, "Is needed.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
        {
            Wrong(name, "Must not be empty or hold control characters.");
            return null;
        }

        return text;
    }

    private string? Text(string name, int longest)
    {
        if (!Has(name))
            return null;
        var value = _item.GetProperty(name);
        if (value.ValueKind != JsonValueKind.String)
        {
            Wrong(name, "Must be a text.");
            return null;
        }

        string? text;
        try
        {
            text = value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a letter.
            Wrong(name, "Is not a text that can be written down.");
            return null;
        }

        if (text!.Length <= longest && !text.Contains('\0'))
            return text;
        Wrong(name, $"Must have at most {longest} characters and no zero character.");
        return null;
    }

    private DateTimeOffset? Instant(DateTimeOffset now)
    {
        const string name = "at";
        if (!Has(name))
        {
            Wrong(name, "Is needed.");
            return null;
        }

        var value = _item.GetProperty(name);
        if (value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out var at) || !HasOffset.IsMatch(value.GetString()!))
        {
            Wrong(name, "Must be an instant with an offset, e.g. 2026-11-20T09:00:00+02:00 or 2026-11-20T07:00:00Z.");
            return null;
        }

        if (at <= now + ClockTolerance && at >= Oldest)
            return at.ToUniversalTime();
        Wrong(name, at < Oldest ? "Is before 2000." : "Is more than 5 minutes in the future.");
        return null;
    }

    private T? Choice<T>(string name, bool isNeeded, params (string Word, T Value)[] choices)
        where T : struct
    {
        if (!Has(name))
        {
            if (isNeeded)
                Wrong(name, "Is needed.");
            return null;
        }

        var value = _item.GetProperty(name);
        foreach (var (word, chosen) in choices)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(word))
                return chosen;
        }

        Wrong(name, $"Must be {string.Join(" or ", choices.Select(choice => choice.Word))}.");
        return null;
    }

    private bool Flag(string name)
    {
        if (!Has(name))
            return false;
        var kind = _item.GetProperty(name).ValueKind;
        if (kind is not (JsonValueKind.True or JsonValueKind.False))
            Wrong(name, "Must be true or false.");
        return kind == JsonValueKind.True;
    }

    private string? Link()
    {
        const string name = "link";
        if (Text(name, LongestLink) is not { } link)
            return null;
        if (Uri.TryCreate(link, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0)
            return url.AbsoluteUri;
        Wrong(name, "Must be an http or https address.");
        return null;
    }

    /// <summary>A field that is null is one that is left out.</summary>
    private bool Has(string name) => _item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private void Wrong(string name, string text) => _errors.Add(_path.Length == 0 ? name : $"{_path}.{name}", text);

    [GeneratedRegex(@"(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex HasOffset { get; }
}
