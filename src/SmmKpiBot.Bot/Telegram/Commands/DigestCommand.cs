using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/digest [client] [period]</c>: the digest as this chat gets it by itself.</summary>
internal sealed class DigestCommand(ClientChooser chooser, KpiDesk desk, IOptions<AgencyOptions> agency, TimeProvider timeProvider) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly KpiDesk _desk = desk;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(agency.Value.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Name => "digest";

    public Words Title { get; } = new("Звіт, який приходить за розкладом", "The digest that comes by schedule");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 20;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var asked = KpiArguments.Parse(arguments, LocalDay.Of(_timeProvider.GetUtcNow(), _zone));
        if (asked.WrongPeriod is { } wrong)
        {
            turn.Reply(Phrases.WrongPeriod(wrong));
            return;
        }

        var period = asked.Period ?? PeriodOf(turn.Scope.Chat?.Schedule.Frequency);
        var client = await _chooser.ChooseAsync(turn, asked.Client, ShowAction.Name, period, cancellationToken);
        if (client is not null)
        {
            await _desk.SendAsync(turn, client, PeriodRef.Now(period, client, _timeProvider), cancellationToken);
        }
    }

    private static string PeriodOf(DigestFrequency? frequency) => frequency switch
    {
        DigestFrequency.TwoWeekly => "2weeks",
        DigestFrequency.Monthly => "month",
        DigestFrequency.Quarterly => "quarter",
        _ => "week",
    };
}
