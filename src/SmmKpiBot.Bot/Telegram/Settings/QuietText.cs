using System.Globalization;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>Quiet hours in words, and those that are offered.</summary>
internal static class QuietText
{
    private const string None = "off";

    /// <summary>As they stand in buttons: hours from and to, or none.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["20-9", "21-8", "22-8", "23-7", None];

    public static string Of(QuietHours? quiet, Language language) => quiet is null
        ? new Words("Тихих годин немає: пишу будь-коли.", "No quiet hours: I write at any time.").In(language)
        : new Words(
            $"Тихі години: {Time(quiet.From)}–{Time(quiet.To)} ({quiet.Zone.Id}). У цей час пишу лише про критичне, решта приходить уранці одним повідомленням.",
            $"Quiet hours: {Time(quiet.From)}–{Time(quiet.To)} ({quiet.Zone.Id}). Then I write only what is critical; the rest comes in one message in the morning.").In(language);

    public static string Button(string choice, Language language) =>
        choice == None ? new Words("Без тиші", "No quiet hours").In(language) : choice.Replace("-", Typography.EnDash, StringComparison.Ordinal);

    public static bool IsChosen(string choice, QuietHours? quiet) => quiet is null ? choice == None : Parse(choice) == (quiet.From, quiet.To);

    /// <summary>From and to; equal ones = none. Null where it is no choice.</summary>
    public static (TimeOnly From, TimeOnly To)? Parse(string choice) =>
        choice == None ? (TimeOnly.MinValue, TimeOnly.MinValue)
        : Choices.Contains(choice) && choice.Split('-') is [var from, var to] ? (Hour(from), Hour(to))
        : null;

    private static TimeOnly Hour(string text) => new(int.Parse(text, CultureInfo.InvariantCulture), 0);

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
