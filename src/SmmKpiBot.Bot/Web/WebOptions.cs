using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Web;

/// <summary>The settings section <c>Web</c>.</summary>
internal sealed class WebOptions : IValidatableObject
{
    public const string Section = "Web";

    /// <summary>Address of the web endpoints; loopback unless something in front of it needs more.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Where the outside world reaches <see cref="Listen"/>, e.g. <c>https://bot.example.com</c>; empty when it does not.</summary>
    public string PublicUrl { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ListenAddress.IsValid(Listen))
        {
            yield return new(ListenAddress.Refusal($"{Section}:{nameof(Listen)}", Listen));
        }

        if (PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps))
        {
            yield return new($"Web:PublicUrl must be empty or an https address such as https://bot.example.com; '{PublicUrl}' is none.");
        }
    }
}
