using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>The settings section <c>Networks:Facebook</c>. Without <see cref="GraphOptions.ApiBaseUrl"/> the network is off.</summary>
public sealed class FacebookOptions : GraphOptions
{
    public const string Section = "Networks:Facebook";

    private const int ShortestVerifyToken = 16;

    /// <summary>What Meta repeats when a webhook is set up, so that nobody else can; chosen by the owner. Empty: no webhook.</summary>
    public string WebhookVerifyToken { get; set; } = "";

    /// <summary>
    /// Meta's ids of apps that answer customers by themselves, on pages and Instagram: what they write ends no wait. Which app wrote an answer only deliveries tell, and the log names it.
    /// </summary>
    public IList<string> AutomaticApps { get; } = [];

    /// <summary>Deliveries are believed by their signature, so there is no webhook without the app's secret.</summary>
    public bool HasWebhook => IsOn && WebhookVerifyToken.Length > 0;

    protected override string SectionName => Section;

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
            yield return result;
        if (WebhookVerifyToken.Length > 0 && WebhookVerifyToken.Length < ShortestVerifyToken)
            yield return new($"{Section}:WebhookVerifyToken must have {ShortestVerifyToken} characters or more. Make one: openssl rand -hex 16");
        if (WebhookVerifyToken.Length > 0 && AppSecret.Length == 0)
            yield return new($"{Section}:WebhookVerifyToken needs {Section}:AppSecret, which deliveries are signed with.");
        if (AutomaticApps.FirstOrDefault(app => app.Length == 0 || !app.All(char.IsAsciiDigit)) is { } bad)
            yield return new($"{Section}:AutomaticApps must be ids of apps, digits only, as the log names them when an answer is delivered; '{bad}' is none.");
    }
}
