using System.Text.Json;
using System.Text.RegularExpressions;
using SmmKpiBot.Data;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>The envelope of Meta's errors. Its <c>type</c> tells nothing: nearly all are an <c>OAuthException</c>.</summary>
internal sealed partial record GraphError
{
    private const int LongestReason = 200;

    public int Code { get; init; }

    public int ErrorSubcode { get; init; }

    public bool IsTransient { get; init; }

    public string Message { get; init; } = "";

    public GraphProblem Problem => (Code, ErrorSubcode) switch
    {
        (1 or 2, _) when IsTooMuch => GraphProblem.TooMuchData,
        (100, 1487534 or 1504018) or (2, 1504038) => GraphProblem.TooManyDays,
        (100, 1504016) => GraphProblem.WindowTooLong,
        (2, 1504041 or 1504042) => GraphProblem.Refused,
        (-1, 2207086) => GraphProblem.Refused,
        (190, _) when Message.Contains("Page Access Token", StringComparison.OrdinalIgnoreCase) => GraphProblem.WrongToken,
        (102 or 190, _) => GraphProblem.TokenDead,
        (100, _) when Message.Contains("appsecret_proof", StringComparison.OrdinalIgnoreCase) => GraphProblem.AppRefused,
        (4 or 17 or 32 or 341 or 613, _) or ( >= 80000 and <= 80014, _) => GraphProblem.RateLimited,
        (368, _) => GraphProblem.Blocked,
        (10, _) when Message.Contains("Not enough viewers", StringComparison.OrdinalIgnoreCase) => GraphProblem.TooFewPeople,
        (3 or 10 or (>= 200 and <= 299), _) => GraphProblem.Permission,
        (100, 2108006) => GraphProblem.TooFewPeople,
        (100, 33) or (803, _) => GraphProblem.NotVisible,
        (100, _) when Message.Contains("between since and until", StringComparison.Ordinal) => GraphProblem.WindowTooLong,
        (1 or 2 or -1 or -2, _) => GraphProblem.Transient,
        _ => IsTransient ? GraphProblem.Transient : GraphProblem.Refused,
    };

    /// <summary>Meta's word, safe to be shown: no tokens, no addresses, no more than a line.</summary>
    public string Reason
    {
        get
        {
            var clean = Secrets().Replace(Message.ReplaceLineEndings(" "), "…");
            return FormattableString.Invariant($"({Code}{(ErrorSubcode == 0 ? "" : "/" + ErrorSubcode.ToString(System.Globalization.CultureInfo.InvariantCulture))}) ")
                + (clean.Length > LongestReason ? TextCut.To(clean, LongestReason) + "…" : clean);
        }
    }

    /// <summary>A limit of the app, which all of its accounts share.</summary>
    public bool IsOfWholeApp => Code is 4 or 341;

    /// <summary>Meta says no more of a list that is too heavy for it than of any other trouble.</summary>
    public bool MayBeTooMuch => Code == 1 && Problem == GraphProblem.Transient;

    private bool IsTooMuch => Message.Contains("reduce the amount of data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the body is no error of Meta's.</summary>
    public static GraphError? Of(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
            return null;
        return new()
        {
            Code = Number(error, "code"),
            ErrorSubcode = Number(error, "error_subcode") is not 0 and var subcode ? subcode : Number(error, "subcode"),
            IsTransient = error.TryGetProperty("is_transient", out var transient) && transient.ValueKind == JsonValueKind.True,
            Message = error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : "",
        };
    }

    private static int Number(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>Long runs of letters and digits, which tokens are, and addresses.</summary>
    [GeneratedRegex(@"https?://\S+|[A-Za-z0-9_|-]{40,}|\bEAA[A-Za-z0-9]+")]
    private static partial Regex Secrets();
}

/// <summary>What an error means for whoever asked.</summary>
internal enum GraphProblem
{
    /// <summary>Asking again may help.</summary>
    Transient,

    RateLimited,

    /// <summary>The token has ended or was withdrawn.</summary>
    TokenDead,

    /// <summary>The token is good, but not one of the page.</summary>
    WrongToken,

    /// <summary>The app's secret of the settings is not (any more) the app's.</summary>
    AppRefused,

    /// <summary>Meta has blocked the app or the account for breaking its rules.</summary>
    Blocked,

    Permission,

    /// <summary>There is no such thing, or this token does not see it.</summary>
    NotVisible,

    /// <summary>Too few people for a figure, or a post too old for one: there is none, and nothing is wrong.</summary>
    TooFewPeople,

    /// <summary>The same for less at once would be answered.</summary>
    TooMuchData,

    /// <summary>Fewer days would be answered.</summary>
    TooManyDays,

    /// <summary>More days than Meta ever tells at once.</summary>
    WindowTooLong,

    /// <summary>This question will never be answered: a metric that is gone, a field, a breakdown.</summary>
    Refused,
}
