using SmmKpiBot.Bot.Schedule;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Tells the round that waits may have changed.</summary>
internal sealed class WaitWakes : Wakes;
