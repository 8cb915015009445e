using System.Data.Common;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>Acts on labels that staff put on conversations in a shared inbox, in the transaction that learns of them. Only labels that mean a conflict count.</summary>
internal interface IConversationLabels
{
    /// <param name="at">When the conversation had last changed; a later change may be known already, then nothing is told.</param>
    /// <param name="isOn">True when the first such label was put on, false when the last one was taken off.</param>
    Task LabelledAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation, DateTimeOffset at, bool isOn, CancellationToken cancellationToken);
}
