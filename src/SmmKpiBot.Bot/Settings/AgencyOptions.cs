using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Settings;

/// <summary>The settings section <c>Agency</c>: who runs the bot, and what a client has where its own keys are not set.</summary>
internal sealed class AgencyOptions : IValidatableObject
{
    public const string Section = "Agency";

    /// <summary>Shown in digests; empty shows none.</summary>
    public string Name { get; set; } = "";

    /// <summary>IANA zone of clients without a zone of their own.</summary>
    public string TimeZone { get; set; } = "Europe/Kyiv";

    /// <summary><c>uk</c> or <c>en</c>.</summary>
    [RegularExpression("^(uk|en)$", ErrorMessage = "Agency:Language must be uk or en.")]
    public string Language { get; set; } = "uk";

    /// <summary>Telegram user ids of the owners.</summary>
    public IList<long> OwnerUserIds { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new($"Agency:TimeZone must be an IANA zone, e.g. Europe/Kyiv; '{TimeZone}' is none.");
        }

        if (OwnerUserIds.Any(id => id <= 0))
        {
            yield return new("Agency:OwnerUserIds must be Telegram user ids (positive numbers; the bot tells a stranger his in /start).");
        }
    }
}
