using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>The buttons under a wait.</summary>
internal sealed class WaitButtons(IEnumerable<WaitAction> actions)
{
    /// <summary>Argument of the button that sends the list as a message of its own.</summary>
    public const string NewList = "new";

    /// <summary>How long a choice can be taken back.</summary>
    public static readonly TimeSpan UndoLife = TimeSpan.FromMinutes(15);

    private const int InARow = 2;

    /// <summary>As long as a wait counts.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(31);

    private readonly IReadOnlyList<WaitAction> _actions = [.. actions.OrderBy(action => action.Place)];

    /// <summary>What can be done about an open wait.</summary>
    public Keyboard Of(Keyboard keyboard, long clientId, WaitKey key, bool isTaken, Language language)
    {
        foreach (var row in _actions.Where(action => action.WhenTaken is not { } taken || taken == isTaken).Chunk(InARow))
        {
            keyboard.Row();
            foreach (var action in row)
                keyboard.Change(action.Title.In(language), action.Action, clientId, key.ToString(), life: Life);
        }

        return keyboard;
    }

    /// <summary>Under the notice of one wait: what can be done, or taken back.</summary>
    public Keyboard Of(BoundChat chat, ToldWait told)
    {
        var (row, wait) = told;
        var keyboard = new Keyboard(chat.ChatId);
        return row.HowItEnded switch
        {
            WaitOutcome.Open => Of(keyboard, row.ClientId, row.Key, wait?.TakenBy is not null, chat.Language),
            WaitOutcome.Elsewhere or WaitOutcome.NeedsNoAnswer when row.EndedAt is { } endedAt => Undo(keyboard, row.ClientId, row.Key, endedAt, chat.Language),
            _ => keyboard,
        };
    }

    public static Keyboard Undo(Keyboard keyboard, long clientId, WaitKey key, long endedAt, Language language) =>
        keyboard.Change(new Words("Скасувати", "Undo").In(language), UndoWaitAction.Name, clientId, new WaitChoice(key, endedAt).ToString(), life: UndoLife);

    /// <summary>Under a notice of several waits; of no client in particular for those of several.</summary>
    public static Keyboard OfSeveral(BoundChat chat, long? clientId) =>
        new Keyboard(chat.ChatId).Show(new Words("Хто чекає", "Who is waiting").In(chat.Language), WaitingDesk.PageAction, clientId, NewList);
}
