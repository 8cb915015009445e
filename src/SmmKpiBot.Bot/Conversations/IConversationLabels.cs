using System.Data.Common;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>Acts on labels that staff put on conversations in a shared inbox, in the transaction that learns of them. Only labels that mean a conflict count.</summary>
internal interface IConversationLabels
{
    /// <param name="at">When the conversation had last changed; a later change may be known already, then nothing is told.</param>
    /// <param name="after">Where the change was learned late: it was after that, and at <paramref name="at"/> at the latest. Null where it was at that very instant.</param>
    /// <param name="link">Where the conversation can be seen.</param>
    /// <param name="isOn">True when the first such label was put on, false when the last one was taken off.</param>
    Task LabelledAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string conversation, DateTimeOffset at, DateTimeOffset? after, string link, bool isOn, CancellationToken cancellationToken);
}
