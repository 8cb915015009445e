namespace SmmKpiBot.Bot.Delivery;

/// <summary>Turns a message into the rows it takes: a text too long becomes several, what is too long for a caption follows as text.</summary>
internal static class OutboxParts
{
    public static IReadOnlyList<(OutboxPayload Payload, Attachment? Attachment)> Of(OutboxMessage message)
    {
        var (type, html, attachment) = Describe(message.Content);
        if (message.EditsKey is not null)
        {
            type = type switch
            {
                PayloadType.Text => PayloadType.EditText,
                PayloadType.Delete => PayloadType.Delete,
                _ => throw new ArgumentException("Only a text replaces an earlier message by its key.", nameof(message)),
            };
        }

        var texts = HtmlParts.Split(html, type is PayloadType.Text or PayloadType.EditText ? HtmlParts.MessageLimit : HtmlParts.CaptionLimit);
        var first = new OutboxPayload
        {
            Type = type,
            FileName = (message.Content as DocumentContent)?.FileName is { } name ? SafeFileName(name) : null,
            EditedMessageId = (message.Content as EditTextContent)?.MessageId ?? (message.Content as EditPhotoContent)?.MessageId,
            ReplyToMessageId = message.ReplyToMessageId,
            EditsKey = message.EditsKey,
            RepliesToKey = message.RepliesToKey,
        };

        return [.. texts.Select((text, at) =>
        {
            var payload = (at == 0 ? first : new OutboxPayload()) with
            {
                Html = text,
                Silent = message.Silent,
                Buttons = at == texts.Count - 1 ? message.Content.Buttons : [],
            };
            return (payload, at == 0 ? attachment : null);
        })];
    }

    private static (PayloadType Type, string Html, Attachment? Attachment) Describe(OutboxContent content) => content switch
    {
        TextContent text => (PayloadType.Text, text.Html, null),
        PhotoContent photo => (PayloadType.Photo, photo.CaptionHtml, new Attachment(photo.Png, true)),
        DocumentContent document => (PayloadType.Document, document.CaptionHtml, new Attachment(document.Bytes, false)),
        EditTextContent edit => (PayloadType.EditText, edit.Html, null),
        EditPhotoContent edit => (PayloadType.EditPhoto, edit.CaptionHtml, new Attachment(edit.Png, true)),
        DeleteContent => (PayloadType.Delete, "", null),
        _ => throw new ArgumentException($"{content.GetType().Name} is not a content of the outbox.", nameof(content)),
    };

    /// <summary>A quote or a line break in a file name breaks the multipart header it goes into.</summary>
    private static string SafeFileName(string name) => string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '/' or '\\' ? '_' : c));
}
