using SmmKpiBot.Bot.Schedule;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Tells the collector that something may be due: an account was connected, or a minute is over.</summary>
internal sealed class CollectWakes : Wakes;
