using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>An alert is put off: for an hour, or till it is nine o’clock where its client is.</summary>
internal sealed class SnoozeAlertAction(AlertPress press, ClientDefaults defaults, TimeProvider timeProvider) : IButtonAction
{
    private static readonly TimeOnly Morning = new(9, 0);

    private readonly AlertPress _press = press;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => AlertButtons.Snooze;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindToChangeAsync(turn, button, cancellationToken) is not { } state)
            return;

        var now = _timeProvider.GetUtcNow();
        var until = button.Argument!.EndsWith("|1h", StringComparison.Ordinal) ? now.AddHours(1) : NextMorning(now, turn.Client?.TimeZone ?? _zone);
        _press.Say(turn, state, by => AlertHuman.Snoozed(by, until));
    }

    /// <summary>Pressed in the night it is the morning of the same day.</summary>
    internal static DateTimeOffset NextMorning(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = LocalDay.Of(now, zone);
        var morning = LocalDay.ToInstant(today.ToDateTime(Morning), zone);
        return morning > now ? morning : LocalDay.ToInstant(today.AddDays(1).ToDateTime(Morning), zone);
    }
}
