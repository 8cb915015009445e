using System.Globalization;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>Rows of buttons under a message for one chat, with what they do.</summary>
internal sealed class Keyboard(long chatId)
{
    /// <summary>Buttons that only show something keep working as long as their message is of use.</summary>
    public static readonly TimeSpan ReadingLife = TimeSpan.FromDays(100);

    /// <summary>Buttons that change something.</summary>
    public static readonly TimeSpan WritingLife = TimeSpan.FromHours(24);

    /// <summary>So many numbers fit side by side on a phone.</summary>
    private const int MostNumbersInARow = 6;

    private readonly List<Button> _buttons = [];
    private readonly List<List<OutboxButton>> _rows = [];

    public IReadOnlyList<Button> Buttons => _buttons;

    public IReadOnlyList<IReadOnlyList<OutboxButton>> Rows => [.. _rows.Where(row => row.Count > 0)];

    /// <summary>Begins a row; an empty one is not begun again.</summary>
    public Keyboard Row()
    {
        if (_rows.Count == 0 || _rows[^1].Count > 0)
        {
            _rows.Add([]);
        }

        return this;
    }

    /// <summary>A button that shows something.</summary>
    public Keyboard Show(string text, string action, long? clientId, string? argument) =>
        Add(text, new Button { Id = Button.NewId(), ChatId = chatId, Action = action, ClientId = clientId, Argument = argument, Life = ReadingLife });

    /// <summary>A button that changes something; only <paramref name="userId"/> may press it, where one is given.</summary>
    public Keyboard Change(string text, string action, long? clientId, string? argument, long? userId = null, bool once = false, TimeSpan? life = null) => Add(
        text,
        new Button { Id = Button.NewId(), ChatId = chatId, UserId = userId, Action = action, ClientId = clientId, Argument = argument, SingleUse = once, Life = life ?? WritingLife });

    /// <summary>Buttons for the numbered entries of a list, in rows as even as can be.</summary>
    public Keyboard Numbers(string action, IReadOnlyCollection<NumberedEntry> entries)
    {
        var rows = Math.Max(1, (entries.Count + MostNumbersInARow - 1) / MostNumbersInARow);
        foreach (var row in entries.Chunk(Math.Max(1, (entries.Count + rows - 1) / rows)))
        {
            Row();
            foreach (var (number, clientId, argument) in row)
                Show(number.ToString(CultureInfo.InvariantCulture), action, clientId, argument);
        }

        return this;
    }

    public Keyboard Link(string text, string url)
    {
        LastRow().Add(new OutboxButton(text, null, url));
        return this;
    }

    private Keyboard Add(string text, Button button)
    {
        _buttons.Add(button);
        LastRow().Add(new OutboxButton(text, button.Id));
        return this;
    }

    private List<OutboxButton> LastRow()
    {
        if (_rows.Count == 0)
        {
            Row();
        }

        return _rows[^1];
    }
}
