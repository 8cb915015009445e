using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>The settings section <c>Alerts</c>.</summary>
internal sealed class AlertsOptions : IValidatableObject
{
    public const string Section = "Alerts";

    /// <summary>How often the rules are looked at, besides the instants at which something is known to come due.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ErrorMessage = "Alerts:Interval must be a duration from 00:00:10 to 01:00:00, e.g. 00:01:00.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Called after every cycle; whoever answers there tells somebody when the calls stop. Empty: nobody is called.</summary>
    public string PingUrl { get; set; } = "";

    /// <summary>The Telegram chat that hears of trouble with sources instead of the owners' (the team of the client concerned hears of what it can act on, besides); it must be bound to the team of all clients or the owner.</summary>
    public long? OperatorChat { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PingUrl.Length > 0 && !(Uri.TryCreate(PingUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0))
        {
            // The address may be a secret of its own, so it is not repeated.
            yield return new("Alerts:PingUrl must be an https address, e.g. https://hc-ping.com/YOUR-ID, or empty.");
        }
    }
}
