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
    }
}
