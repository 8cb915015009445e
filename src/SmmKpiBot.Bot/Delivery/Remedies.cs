namespace SmmKpiBot.Bot.Delivery;

/// <summary>What to do about a rejection. Each remedy is used once on a message, so a rejection is never repeated for ever.</summary>
internal static class Remedies
{
    /// <summary>The message as it may be taken; null when nothing helps.</summary>
    public static OutboxPayload? For(Rejection rejection, OutboxPayload payload) => Of(rejection, payload) is var remedy && remedy != Remedy.None && !payload.Applied.HasFlag(remedy)
        ? Apply(remedy, payload) with { Applied = payload.Applied | remedy }
        : null;

    private static Remedy Of(Rejection rejection, OutboxPayload payload) => rejection switch
    {
        Rejection.NotParsed => Remedy.PlainText,
        Rejection.ThreadGone => Remedy.General,
        Rejection.FileIdWrong => Remedy.FreshUpload,
        Rejection.MessageGone => payload.Type is PayloadType.EditText or PayloadType.EditPhoto ? Remedy.AsNew : Remedy.None,
        Rejection.ButtonsRefused => Remedy.NoButtons,
        Rejection.PictureRefused when payload.Type == PayloadType.Photo => Remedy.AsDocument,
        Rejection.NoMethod when payload.Type == PayloadType.EditText => Remedy.AsNew,
        Rejection.NoMedia or Rejection.NoMethod or Rejection.PictureRefused or Rejection.TooLong => CaptionAlone(payload),
        _ => Remedy.None,
    };

    /// <summary>A caption can stand alone; a file without one would leave nothing to say.</summary>
    private static Remedy CaptionAlone(OutboxPayload payload) =>
        payload.Type is PayloadType.Text or PayloadType.EditText || payload.Html.Length == 0 ? Remedy.None : Remedy.TextOnly;

    private static OutboxPayload Apply(Remedy remedy, OutboxPayload payload) => remedy switch
    {
        // A picture message cannot be edited into a text: what was an edit goes out anew.
        Remedy.TextOnly => payload with { Type = PayloadType.Text, EditedMessageId = null },
        Remedy.AsDocument => payload with { Type = PayloadType.Document, FileName = "picture.png" },
        Remedy.AsNew => payload with
        {
            Type = payload.Type == PayloadType.EditText ? PayloadType.Text : PayloadType.Photo,
            EditedMessageId = null,
        },
        Remedy.NoButtons => payload with { Buttons = [] },
        _ => payload,
    };
}
