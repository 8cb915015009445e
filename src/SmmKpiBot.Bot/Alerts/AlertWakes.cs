using SmmKpiBot.Bot.Schedule;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Tells the round that something about alerts may have changed.</summary>
internal sealed class AlertWakes : Wakes;
