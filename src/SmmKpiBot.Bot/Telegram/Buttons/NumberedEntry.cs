namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>An entry of a list that is opened by the button with its number.</summary>
internal readonly record struct NumberedEntry(int Number, long? ClientId, string Argument);
