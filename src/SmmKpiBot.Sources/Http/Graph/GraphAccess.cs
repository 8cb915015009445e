using System.Security.Cryptography;
using System.Text;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Who calls the Graph API, for what, and what the calls count against.</summary>
internal sealed class GraphAccess
{
    private readonly Lazy<string?> _proof;

    public GraphAccess(string clientName, GraphOptions options, string token, CallPriority priority, GraphQuota? quota = null)
    {
        ClientName = clientName;
        Options = options;
        Token = token;
        Priority = priority;
        Quota = quota;
        _proof = new(() => Options.AppSecret.Length == 0 ? null : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Options.AppSecret), Encoding.UTF8.GetBytes(Token))));
    }

    /// <summary>Of the HTTP client.</summary>
    public string ClientName { get; }

    public GraphOptions Options { get; }

    public string Token { get; }

    public CallPriority Priority { get; }

    /// <summary>What Meta counts these calls by, besides the app.</summary>
    public GraphQuota? Quota { get; }

    /// <summary>Shows that who has the token has the app's secret too; each token needs its own.</summary>
    public string? Proof => _proof.Value;

    /// <summary>Keys of the budgets that a call spends from.</summary>
    public IEnumerable<string> Budgets => Quota is { } quota ? [AppBudget, quota.Key] : [AppBudget];

    public string AppBudget => Options.AppId.Length == 0 ? "meta:app" : "meta:app:" + Options.AppId;

    public GraphAccess With(string token) => new(ClientName, Options, token, Priority, Quota);

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => ClientName;
}

/// <summary>One of Meta's business use cases for one page or account.</summary>
/// <param name="Type">Meta's word: <c>pages</c>, <c>instagram</c>, <c>ads_insights</c>.</param>
/// <param name="Id">Of the page or account, without a prefix.</param>
internal readonly record struct GraphQuota(string Type, string Id)
{
    public string Key => $"meta:{Type}:{Id}";
}
