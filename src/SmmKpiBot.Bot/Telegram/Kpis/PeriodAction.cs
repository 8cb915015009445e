using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Another period, in the same message.</summary>
internal sealed class PeriodAction(KpiDesk desk, TimeProvider timeProvider) : IButtonAction
{
    public const string Name = "kpi.period";

    private readonly KpiDesk _desk = desk;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => turn.Client is { } client
        ? _desk.EditAsync(turn, client, PeriodRef.Now(button.Argument ?? PeriodRef.Default, client, _timeProvider), cancellationToken)
        : Task.CompletedTask;
}
