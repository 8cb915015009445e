using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/digest [client] [period]</c>: the digest as this chat gets it by itself.</summary>
internal sealed class DigestCommand(KpiDesk desk) : IBotCommand
{
    private readonly KpiDesk _desk = desk;

    public string Name => "digest";

    public Words Title { get; } = new("Звіт, який приходить за розкладом", "The digest that comes by schedule");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 20;

    public Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken) =>
        _desk.AnswerAsync(turn, arguments, PeriodOf(turn.Scope.Chat?.Schedule.Frequency), cancellationToken);

    private static string PeriodOf(DigestFrequency? frequency) => frequency switch
    {
        DigestFrequency.TwoWeekly => "2weeks",
        DigestFrequency.Monthly => "month",
        DigestFrequency.Quarterly => "quarter",
        _ => "week",
    };
}
