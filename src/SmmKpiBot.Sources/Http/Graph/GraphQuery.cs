using System.Globalization;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>The parameters of a call; secrets are added when it is made.</summary>
internal sealed record GraphQuery
{
    private static readonly string[] Secrets = ["access_token", "appsecret_proof"];

    private GraphQuery(IReadOnlyDictionary<string, string> values) => Values = values;

    public static GraphQuery None { get; } = new(new Dictionary<string, string>());

    public IReadOnlyDictionary<string, string> Values { get; }

    public static GraphQuery Fields(string fields) => None.With("fields", fields);

    public GraphQuery With(string name, string value) => new(new Dictionary<string, string>(Values) { [name] = value });

    public GraphQuery With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An instant as Unix seconds, which every edge takes.</summary>
    public GraphQuery With(string name, DateTimeOffset value) => With(name, value.ToUnixTimeSeconds());

    /// <summary>
    /// The question for what comes after a page: its own parameters, changed by those of <paramref name="next"/>. Nothing else of that address is used: it may
    /// lead anywhere, carry a token, and name a version nobody asked for.
    /// </summary>
    public GraphQuery Following(string next)
    {
        var values = new Dictionary<string, string>(Values);
        var question = next.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in question < 0 ? [] : next[(question + 1)..].Split('#')[0].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            if (!Secrets.Contains(name, StringComparer.OrdinalIgnoreCase))
                values[name] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1].Replace('+', ' ')) : "";
        }

        return new(values);
    }

    public override string ToString() => string.Join('&', Values.Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)));
}
