using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>A rule for what needs no answer is switched for a client. Its figures follow at once, past ones too: rules are not facts.</summary>
internal sealed class NoAnswerAction(ClientSettingsDesk desk) : IButtonAction
{
    public const string Name = "settings.rule";

    private const string Key = "no-answer";
    private const string Nothing = "none";

    private readonly ClientSettingsDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var parts = (button.Argument ?? string.Empty).Split('|');
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id) || parts.Length != 2)
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        var rules = With(client.NoAnswer, parts[0], parts[1] == MeasureAction.On);
        var words = ClientSettingsDesk.Rules.Select(rule => rule.Word).Where(word => ClientSettingsDesk.IsOn(rules, word)).DefaultIfEmpty(Nothing);
        turn.Answer.Write((connection, transaction) => ClientStore.SetAsync(connection, transaction, client.Id, [KeyValuePair.Create(Key, string.Join(',', words))]));
        await _desk.ShowAsync(turn, client with { NoAnswer = rules }, isEdit: true, cancellationToken);
    }

    private static NoAnswerRules With(NoAnswerRules rules, string word, bool isOn) => word switch
    {
        "emoji" => rules with { Emoji = isOn },
        "thanks" => rules with { Thanks = isOn },
        "tags" => rules with { Tags = isOn },
        "reaction" => rules with { Reaction = isOn },
        _ => rules,
    };
}
