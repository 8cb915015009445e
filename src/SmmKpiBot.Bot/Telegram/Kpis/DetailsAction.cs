using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>All families of a digest as text.</summary>
internal sealed class DetailsAction(KpiDesk desk) : IButtonAction
{
    public const string Name = "kpi.details";

    private readonly KpiDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _desk.BuildAsync(turn, button.Argument, cancellationToken) is { } digest)
        {
            turn.Send(new TextContent(string.Join("\n\n", DigestText.Details(digest))), null, digest.Report.Client.Id);
        }
    }
}
