using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What exactly an alert is about. Texts and thresholds are no part of it, so a reworded rule keeps its subject.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="ClientId">0 for what concerns no single client (a platform).</param>
/// <param name="AccountId">Null where the client's accounts are taken together.</param>
/// <param name="Metric">Key of the KPI, or one of <see cref="AlertMetrics"/>.</param>
/// <param name="Dimension">The currency of money, the network of a platform, else empty.</param>
public sealed record AlertSubject(string RuleId, long ClientId, long? AccountId, string Metric, string Dimension)
{
    /// <summary>32 hexadecimal digits: the key of the state row.</summary>
    public string Fingerprint()
    {
        // A separator that no part can hold keeps ("a", "bc") and ("ab", "c") apart.
        var text = string.Join('\u001F', RuleId, ClientId.ToString(CultureInfo.InvariantCulture), AccountId?.ToString(CultureInfo.InvariantCulture) ?? "", Metric, Dimension);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}

/// <summary>Metrics of what is no KPI.</summary>
public static class AlertMetrics
{
    public const string NoData = "source.no-data";

    public const string Error = "source.error";

    public const string Access = "source.access";

    public const string Throttled = "source.throttled";

    public const string Token = "source.token";

    public const string Platform = "source.platform";
}
