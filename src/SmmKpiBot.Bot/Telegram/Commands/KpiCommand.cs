using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/kpi [client] [period]</c>: picture and figures.</summary>
internal sealed class KpiCommand(KpiDesk desk) : IBotCommand
{
    private readonly KpiDesk _desk = desk;

    public string Name => "kpi";

    public Words Title { get; } = new("Цифри клієнта: /kpi назва період", "A client's figures: /kpi name period");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 10;

    public Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken) =>
        _desk.AnswerAsync(turn, arguments, PeriodRef.Default, cancellationToken);
}
