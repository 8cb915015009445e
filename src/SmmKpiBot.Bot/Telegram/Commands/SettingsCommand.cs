using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/settings</c>: when digests come here, and in which language.</summary>
internal sealed class SettingsCommand(ChatStore chats, SettingsDesk desk) : IBotCommand
{
    private readonly ChatStore _chats = chats;
    private readonly SettingsDesk _desk = desk;

    public string Name => "settings";

    public Words Title { get; } = new("Коли приходить звіт і якою мовою", "When the digest comes, and in which language");

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    public int Place => 60;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var bindings = await _chats.ListAsync(turn.From.ChatId, turn.From.Private ? null : turn.From.ThreadId, cancellationToken);
        foreach (var binding in bindings)
        {
            turn.Reply(await _desk.TextAsync(turn, binding, turn.Language, cancellationToken), SettingsDesk.Buttons(turn, binding, turn.Language));
        }

        if (bindings.Count == 0)
        {
            turn.Reply(new Words("Цей чат не отримує звітів. Мову змінює /language.", "This chat gets no digests. /language changes the language."));
        }
    }
}
