using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// A button under a wait. Whoever has something to do with a wait registers one: at a press the button action of that name gets the client and, as
/// its argument, the <see cref="WaitKey"/> as text.
/// </summary>
/// <param name="Action">The name of an <see cref="Telegram.Buttons.IButtonAction"/>.</param>
/// <param name="Title">What stands on the button.</param>
/// <param name="Place">Order among the buttons, from left to right, two in a row.</param>
internal sealed record WaitAction(string Action, Words Title, int Place)
{
    /// <summary>Only under a wait that somebody has taken, or only under one that nobody has; null under both.</summary>
    public bool? WhenTaken { get; init; }
}
