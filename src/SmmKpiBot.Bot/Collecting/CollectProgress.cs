using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>How far the reading of an account is, for whoever waits for it.</summary>
/// <param name="Stream">What is read.</param>
/// <param name="Done">0 to 1 of the account.</param>
/// <param name="Rows">Facts and messages stored so far.</param>
internal readonly record struct CollectProgress(Account Account, string Stream, double Done, int Rows);
