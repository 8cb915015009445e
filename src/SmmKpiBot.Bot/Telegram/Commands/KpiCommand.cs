using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/kpi [client] [period]</c>: picture and figures.</summary>
internal sealed class KpiCommand(ClientChooser chooser, KpiDesk desk, IOptions<AgencyOptions> agency, TimeProvider timeProvider) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly KpiDesk _desk = desk;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(agency.Value.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Name => "kpi";

    public Words Title { get; } = new("Цифри клієнта: /kpi назва період", "A client's figures: /kpi name period");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 10;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var asked = KpiArguments.Parse(arguments, LocalDay.Of(_timeProvider.GetUtcNow(), _zone));
        if (asked.WrongPeriod is { } wrong)
        {
            turn.Reply(Phrases.WrongPeriod(wrong));
            return;
        }

        var period = asked.Period ?? PeriodRef.Default;
        var client = await _chooser.ChooseAsync(turn, asked.Client, ShowAction.Name, period, cancellationToken);
        if (client is not null)
        {
            await _desk.SendAsync(turn, client, PeriodRef.Now(period, client, _timeProvider), cancellationToken);
        }
    }
}
