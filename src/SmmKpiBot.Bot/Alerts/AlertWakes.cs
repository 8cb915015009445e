using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Tells the round that something about alerts may have changed.</summary>
internal sealed class AlertWakes : Wakes
{
    /// <summary>Once what the answer changes is stored.</summary>
    public void WakeAfter(Answer answer) => answer.AfterCommit(_ =>
    {
        Wake();
        return Task.CompletedTask;
    });
}
