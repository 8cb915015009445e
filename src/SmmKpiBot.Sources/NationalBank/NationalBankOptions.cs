using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.NationalBank;

/// <summary>The settings section <c>Rates</c>. Without <see cref="ApiBaseUrl"/> nobody is asked for rates; those typed by hand count all the same.</summary>
public sealed class NationalBankOptions : IValidatableObject
{
    public const string Section = "Rates";

    /// <summary>Scheme and host of the National Bank of Ukraine: https://bank.gov.ua.</summary>
    public string ApiBaseUrl { get; set; } = "";

    public bool IsOn => ApiBaseUrl.Length > 0;

    public SourceHosts Servers => new(ApiBaseUrl);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !ServerAddress.IsBase(ApiBaseUrl))
            yield return new($"{Section}:ApiBaseUrl must be https and a host, such as https://bank.gov.ua (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
    }
}
