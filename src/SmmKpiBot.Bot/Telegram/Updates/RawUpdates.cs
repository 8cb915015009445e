using System.Text.Json;
using Telegram.Bot.Requests;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary><c>getUpdates</c> without parsing: one update of an unknown kind must not spoil the others of its batch.</summary>
internal sealed class RawUpdates() : RequestBase<JsonElement[]>("getUpdates")
{
    /// <summary>All that the bot understands; always sent, because "none" keeps what was set last.</summary>
    public static IReadOnlyList<UpdateType> Understood { get; } =
    [
        UpdateType.Message,
        UpdateType.EditedMessage,
        UpdateType.CallbackQuery,
        UpdateType.MyChatMember,
        UpdateType.MessageReaction,
        UpdateType.ChannelPost,
        UpdateType.EditedChannelPost,
        UpdateType.MessageReactionCount,
        UpdateType.ChatMember,
        UpdateType.ChatJoinRequest,
        UpdateType.BusinessConnection,
        UpdateType.BusinessMessage,
        UpdateType.EditedBusinessMessage,
        UpdateType.DeletedBusinessMessages,
    ];

    public long? Offset { get; set; }

    public int? Limit { get; set; }

    public int? Timeout { get; set; }

    public IEnumerable<UpdateType>? AllowedUpdates { get; set; }
}
