using System.Data.Common;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>It is resolved. Where somebody was faster, the conflict is shown as it stands.</summary>
internal sealed class ResolveConflictAction(ConflictLedger ledger, ConflictPress press) : ConflictAction(Name, press)
{
    public const string Name = "conflict.resolve";

    private readonly ConflictLedger _ledger = ledger;

    protected override async Task<Words?> ChangeAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by)
    {
        await _ledger.ResolveAsync(connection, transaction, conflict, by);
        return null;
    }
}
