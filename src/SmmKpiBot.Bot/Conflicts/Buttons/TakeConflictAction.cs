using System.Data.Common;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>«Mine»: the presser takes care of it.</summary>
internal sealed class TakeConflictAction(ConflictLedger ledger, ConflictPress press) : ConflictAction(Name, press)
{
    public const string Name = "conflict.take";

    private readonly ConflictLedger _ledger = ledger;

    protected override async Task<Words?> ChangeAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by)
    {
        if (conflict.Owner?.UserId != by.UserId)
            await _ledger.TakeAsync(connection, transaction, conflict, by);
        return null;
    }
}
