using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>How ad accounts are asked.</summary>
internal static class MetaAdsAccess
{
    /// <summary>Before the id of an ad account, in addresses.</summary>
    public const string Prefix = "act_";

    /// <param name="id">Without the prefix; null where no account is asked.</param>
    /// <exception cref="SourceException">There is no token.</exception>
    public static GraphAccess Of(MetaAdsOptions options, SourceAccess access, string? id, CallPriority priority) => new(
        MetaAdsNetwork.NetworkKey,
        options,
        access.Find(GraphWays.TokenField) ?? throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
            "Токена цього акаунта не збережено: під’єднайте його.",
            "No token is stored for this account: connect it.")),
        priority,
        id is null ? null : new GraphQuota("ads_insights", id));
}
