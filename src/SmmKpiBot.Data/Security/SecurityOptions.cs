using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Data.Security;

/// <summary>The settings section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>The secret that customers' ids are hashed with; created (mode 0600) when missing. Keep a copy apart from the database.</summary>
    [Required(ErrorMessage = "Security:KeyFile must name a file, e.g. keys/smmkpibot.key.")]
    public string KeyFile { get; set; } = "keys/smmkpibot.key";

    /// <summary>For one start: takes the key file although the database was written with another one.</summary>
    public bool AcceptNewKey { get; set; }

    /// <summary>Keeps the first 100 characters of customers' messages after their wait closed.</summary>
    public bool KeepTexts { get; set; }
}
