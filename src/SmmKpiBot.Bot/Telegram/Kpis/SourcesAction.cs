using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>
/// Formula, inputs, accounts and coverage of the figures of one family, with buttons for the others. Under a digest it opens a message
/// with the family of the main goal; its own buttons change that message in place.
/// </summary>
internal sealed class SourcesAction(KpiDesk desk) : IButtonAction
{
    public const string Name = "kpi.sources";

    private const char Separator = '|';
    private const int PerRow = 2;

    private readonly KpiDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var (period, chosen) = button.Argument?.Split(Separator) is [var first, var second] ? (first, second) : (button.Argument, null);
        if (await _desk.BuildAsync(turn, period, cancellationToken) is not { } digest)
        {
            return;
        }

        var clientId = digest.Report.Client.Id;
        var family = Enum.TryParse<KpiFamily>(chosen, out var asked) ? asked : digest.Hero.Definition.Family;
        var html = DigestText.Sources(digest, family);
        var keyboard = turn.NewKeyboard();
        foreach (var row in DigestText.Families(digest).Chunk(PerRow))
        {
            keyboard.Row();
            foreach (var (other, name) in row)
            {
                keyboard.Show(turn.Say(name) + (other == family ? " ✓" : string.Empty), Name, clientId, $"{period}{Separator}{other}");
            }
        }

        if (family == KpiFamily.Conflicts && period is not null && turn.Scope.ReaderOf(clientId) == Reader.Staff)
        {
            keyboard.Row().Show(turn.Say(new("Список конфліктів", "List of conflicts")), ConflictsAction.Name, clientId, period);
        }

        OutboxContent content = chosen is not null && turn.MessageId is { } message
            ? new EditTextContent(message, html) { Buttons = keyboard.Rows }
            : new TextContent(html) { Buttons = keyboard.Rows };
        turn.Send(content, keyboard, clientId);
    }
}
