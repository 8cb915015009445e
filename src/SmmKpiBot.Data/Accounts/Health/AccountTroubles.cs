namespace SmmKpiBot.Data.Accounts.Health;

public static class AccountTroubles
{
    /// <summary>Somebody did it to this one account: it says nothing of others in the same network.</summary>
    public static bool IsOfOneAccount(this AccountTrouble trouble) => trouble is AccountTrouble.Disconnected or AccountTrouble.PutOut or AccountTrouble.SeesNothing or AccountTrouble.ConnectionDamaged;
}
