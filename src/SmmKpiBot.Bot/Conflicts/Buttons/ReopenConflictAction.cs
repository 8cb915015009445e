using System.Data.Common;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>It was not resolved after all.</summary>
internal sealed class ReopenConflictAction(ConflictLedger ledger, ConflictPress press) : ConflictAction(Name, press)
{
    public const string Name = "conflict.reopen";

    private readonly ConflictLedger _ledger = ledger;

    protected override async Task<Words?> ChangeAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by)
    {
        return await _ledger.ReopenAsync(connection, transaction, conflict, by) || conflict.IsOpen ? null : ConflictText.Other;
    }
}
