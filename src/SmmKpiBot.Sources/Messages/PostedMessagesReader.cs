using System.Globalization;
using System.Text.Json;

namespace SmmKpiBot.Sources.Messages;

/// <summary>Reads the body of <c>POST /api/messages</c>: one message or an array of them. Says of every field what is wrong with it.</summary>
public static class PostedMessagesReader
{
    public const int MostMessages = 1_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The messages in the order of the body; empty when there are errors.</summary>
    public static IReadOnlyList<PostedMessage> Read(ReadOnlyMemory<byte> body, DateTimeOffset now, FieldErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var messages = Read(document.RootElement, now, errors);
            return errors.Any ? [] : messages;
        }
        catch (InvalidOperationException)
        {
            errors.Add("", "Not Unicode: a name or text holds half of a letter (a surrogate alone).");
            return [];
        }
        catch (JsonException exception)
        {
            // Its message may repeat what stands in the body; where it stopped is enough.
            var line = (exception.LineNumber ?? 0) + 1;
            errors.Add("", string.Create(CultureInfo.InvariantCulture, $"Not JSON that can be read (line {line}, byte {exception.BytePositionInLine ?? 0}): one message or an array of messages, no name twice."));
            return [];
        }
    }

    private static List<PostedMessage> Read(JsonElement root, DateTimeOffset now, FieldErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Array)
            return [.. One(root, "", now, errors)];
        if (root.GetArrayLength() > MostMessages)
        {
            errors.Add("", $"At most {MostMessages} messages at a time.");
            return [];
        }

        return [.. root.EnumerateArray().SelectMany((item, place) => One(item, string.Create(CultureInfo.InvariantCulture, $"[{place}]"), now, errors))];
    }

    private static IEnumerable<PostedMessage> One(JsonElement item, string path, DateTimeOffset now, FieldErrors errors) =>
        new PostedFields(item, path, errors).Message(now) is { } message ? [message] : [];
}
