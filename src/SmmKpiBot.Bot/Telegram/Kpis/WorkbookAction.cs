using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>The digest as an XLSX file.</summary>
internal sealed class WorkbookAction(KpiDesk desk) : IButtonAction
{
    public const string Name = "kpi.workbook";

    private readonly KpiDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _desk.BuildAsync(turn, button.Argument, cancellationToken) is not { } digest)
        {
            return;
        }

        using var workbook = new MemoryStream();
        DigestWorkbook.Write(digest, workbook);
        var (client, days) = (digest.Report.Client, digest.Report.Period);
        var caption = new TelegramHtml().Text($"{client.Name} · {DateText.RangeAndYear(days, turn.Language)}");
        turn.Send(new DocumentContent($"{client.Slug}-{days.From:yyyy-MM-dd}-{days.To:yyyy-MM-dd}.xlsx", workbook.ToArray(), caption.ToString()), null, client.Id);
    }
}
