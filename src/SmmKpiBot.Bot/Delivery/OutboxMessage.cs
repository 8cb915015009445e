namespace SmmKpiBot.Bot.Delivery;

/// <summary>Why a message is sent; decides its lane, what an unknown outcome means, and when it expires.</summary>
internal enum OutboxKind
{
    /// <summary>An answer to a person: a lane of its own, ahead of the others; not repeated when its outcome is unknown.</summary>
    Reply,

    /// <summary>A scheduled digest; repeated once when its outcome is unknown.</summary>
    Digest,

    /// <summary>An alert; repeated once when its outcome is unknown; expires after 24 h.</summary>
    Alert,

    /// <summary>A notice to staff or owner (what is missing, who joined).</summary>
    Notice,

    /// <summary>A question to a customer: not repeated when its outcome is unknown, for nobody likes to be asked twice; whoever asked hears when it ends unsent.</summary>
    Customer,
}

/// <summary>What is to be sent. HTML is Telegram's subset, already escaped.</summary>
internal abstract record OutboxContent
{
    public IReadOnlyList<IReadOnlyList<OutboxButton>> Buttons { get; init; } = [];
}

/// <summary>A text; longer ones are split at block boundaries ("\n\n", then "\n") before they are stored, buttons on the last part.</summary>
internal sealed record TextContent(string Html) : OutboxContent;

/// <summary>A picture with a caption of at most 1,024 visible characters. Where the server lacks pictures, the caption goes out as text.</summary>
internal sealed record PhotoContent(byte[] Png, string CaptionHtml) : OutboxContent;

internal sealed record DocumentContent(string FileName, byte[] Bytes, string CaptionHtml) : OutboxContent;

/// <summary>Replaces the text of a message the bot sent; "not modified" is success.</summary>
internal sealed record EditTextContent(int MessageId, string Html) : OutboxContent;

/// <summary>Replaces picture and caption of a message the bot sent.</summary>
internal sealed record EditPhotoContent(int MessageId, byte[] Png, string CaptionHtml) : OutboxContent;

/// <summary>Takes the message of <see cref="OutboxMessage.EditsKey"/> out of the chat. One that is gone, or too old to be deleted, is left as it is.</summary>
internal sealed record DeleteContent : OutboxContent;

/// <summary>An inline button: callback data (an id, never a right; at most 64 bytes) or a link.</summary>
internal sealed record OutboxButton(string Text, string? CallbackData, string? Url = null);

/// <summary>A message to enqueue.</summary>
internal sealed record OutboxMessage
{
    /// <summary>A chat of Telegram, or a customer's by <see cref="Data.Conversations.CustomerChatId"/>.</summary>
    public required long ChatId { get; init; }

    /// <summary>Topic of a forum; null for none and for General.</summary>
    public int? ThreadId { get; init; }

    public required OutboxKind Kind { get; init; }

    public required OutboxContent Content { get; init; }

    /// <summary>Unique over all time: enqueuing a second message with it does nothing.</summary>
    public string? DedupKey { get; init; }

    /// <summary>Its place in the chat's order begins then; until then it holds nobody up.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>After that it is cancelled with a reason instead of sent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The client whose figures are in it; erasing the client erases the message.</summary>
    public long? ClientId { get; init; }

    /// <summary>The clients that a message without a <see cref="ClientId"/> names; empty: none. Null: nobody can tell, so that erasing any client ends it unsent.</summary>
    public IReadOnlyCollection<long>? Names { get; init; }

    /// <summary>As they are stored: each between commas.</summary>
    public string? NamesText => Names is null ? null : "," + string.Join(',', Names) + ",";

    public bool Silent { get; init; }

    public int? ReplyToMessageId { get; init; }

    /// <summary>
    /// Dedup key of an earlier message of the same chat whose text this one replaces, or which it deletes. While that one has not been tried it is changed in place; when it
    /// never arrived this one goes out as a message of its own. Newer edits of one message supersede older ones that are unsent.
    /// </summary>
    public string? EditsKey { get; init; }

    /// <summary>Dedup key of an earlier message of the same chat that this one replies to; without effect when that one never arrived.</summary>
    public string? RepliesToKey { get; init; }

    /// <summary>Enqueuing cancels what is still unsent under the same key in the same chat: an older period's digest, say.</summary>
    public string? SupersedeKey { get; init; }
}
