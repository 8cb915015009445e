using System.Globalization;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>When the team is reminded of a waiting customer of a client, when that is passed on, and to whom. What is not chosen for the client is the agency's.</summary>
internal sealed class WaitSettingsAction(ChatStore chats, BotCalls bot, IOptions<WaitsOptions> options) : IButtonAction
{
    public const string Name = "settings.waits";

    private const string Nudge = "answer-nudge";
    private const string Escalation = "answer-escalation";
    private const string To = "answer-escalate-to";
    private const int MostChats = 8;

    private static readonly string[] Nudges = ["50%", "70%", "80%", "90%"];
    private static readonly string[] Escalations = ["1.5", "2", "3", "5"];

    private readonly ChatStore _chats = chats;
    private readonly BotCalls _bot = bot;
    private readonly WaitsOptions _options = options.Value;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id))
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        // It names people and chats of the team, which are none of the client's business.
        if (turn.Scope is { Private: false, Chat.Purpose: ChatPurpose.Client })
        {
            turn.Reply(new Words("Це налаштування — у приватному чаті зі мною або в чаті команди: /settings", "This setting is in the private chat with me or in a chat of the team: /settings"));
            return;
        }

        var superiors = await SuperiorsAsync(client.Id, turn.Language, cancellationToken);
        if ((button.Argument ?? string.Empty).Split('|') is not [Nudge or Escalation or To, var value] parts)
        {
            turn.Reply(Text(turn, client, superiors), Buttons(turn, client, superiors), client.Id);
            return;
        }

        // The binding is looked up anew: the chat may have been unbound since the button was shown.
        if (parts[0] == To && value.Length > 0 && !superiors.Any(superior => superior.Id == value))
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        KeyValuePair<string, string>[] set = [KeyValuePair.Create(parts[0], value)];
        turn.Answer.Write((connection, transaction) => ClientStore.SetAsync(connection, transaction, client.Id, set));
        var changed = ClientKeys.Apply(client, set);
        turn.Edit(Text(turn, changed, superiors), Buttons(turn, changed, superiors));
    }

    private TelegramHtml Text(Turn turn, Client client, IReadOnlyList<Superior> superiors)
    {
        var part = NumberText.WholePercent((decimal)(client.NudgeAt ?? _options.NudgeAt), turn.Language);
        var times = NumberText.Number((decimal)(client.EscalateAt ?? _options.EscalateAt), 1, turn.Language);
        var chosen = superiors.FirstOrDefault(superior => superior.ChatId == (client.EscalateTo ?? _options.EscalateTo));
        var whom = chosen is null ? turn.Say(new("власник", "the owner")) : chosen.Name;
        return new TelegramHtml().Bold(client.Name + turn.Say(new(": хто чекає на відповідь", ": who waits for an answer"))).Line()
            .Line().Text(turn.Say(new($"Нагадую команді, коли мине {part} обіцяного часу.", $"I remind the team once {part} of the promised time is over.")))
            .Line().Text(turn.Say(new($"Коли мине {times}× обіцяного часу, про це дізнається ще й: ", $"Once {times}× the promised time is over, also told: "))).Bold(whom).Text(".");
    }

    private Keyboard Buttons(Turn turn, Client client, IReadOnlyList<Superior> superiors)
    {
        var keyboard = turn.NewKeyboard().Row();
        foreach (var nudge in Nudges)
        {
            Add(keyboard, Nudge, nudge, nudge.Replace("%", Typography.NoBreakSpace + "%", StringComparison.Ordinal), Same(Part(nudge), client.NudgeAt ?? _options.NudgeAt));
        }

        keyboard.Row();
        foreach (var times in Escalations)
        {
            var number = double.Parse(times, CultureInfo.InvariantCulture);
            Add(keyboard, Escalation, times, NumberText.Number((decimal)number, 1, turn.Language) + "×", Same(number, client.EscalateAt ?? _options.EscalateAt));
        }

        foreach (var superior in superiors)
        {
            Add(keyboard.Row(), To, superior.Id, superior.Name, client.EscalateTo == superior.ChatId);
        }

        Add(keyboard.Row(), To, string.Empty, turn.Say(new("Як в агенції", "As in the agency")), client.EscalateTo is null);
        return keyboard;

        void Add(Keyboard row, string key, string value, string text, bool isNow) => row.Change(isNow ? text + " ✓" : text, Name, client.Id, $"{key}|{value}");
    }

    /// <summary>Chats and people that may hear of the client's waits. A private chat has no title, so Telegram is asked whose it is.</summary>
    private async Task<IReadOnlyList<Superior>> SuperiorsAsync(long clientId, Language language, CancellationToken cancellationToken)
    {
        var bound = (await _chats.ListAsync(cancellationToken))
            .Where(chat => chat.Enabled && (chat.Purpose == ChatPurpose.Owner || (chat.Purpose == ChatPurpose.Staff && (chat.ClientIds.Count == 0 || chat.ClientIds.Contains(clientId)))))
            .DistinctBy(chat => chat.ChatId).Take(MostChats);
        List<Superior> superiors = [];
        foreach (var chat in bound)
        {
            var role = (chat.Purpose == ChatPurpose.Owner ? new Words("Власник", "Owner") : new("Команда", "Team")).In(language);
            var name = chat.Title ?? (await _bot.ChatAsync(chat.ChatId, cancellationToken))?.FirstName;
            superiors.Add(new(chat.ChatId, name ?? role));
        }

        return superiors;
    }

    private static double Part(string percent) => double.Parse(percent.TrimEnd('%'), CultureInfo.InvariantCulture) / 100;

    private static bool Same(double one, double other) => Math.Abs(one - other) < 0.001;

    private sealed record Superior(long ChatId, string Name)
    {
        public string Id => ChatId.ToString(CultureInfo.InvariantCulture);
    }
}
