namespace SmmKpiBot.Data.Clients;

/// <summary>A client to be added, with keys as typed.</summary>
public sealed record NewClient(string Slug, string Name, IReadOnlyList<KeyValuePair<string, string>> Keys)
{
    /// <exception cref="ClientKeyException">A key or value is not allowed.</exception>
    internal static IReadOnlyList<KeyValuePair<string, string>> Canonical(IReadOnlyList<KeyValuePair<string, string>> keys) =>
        [.. keys.Select(pair => KeyValuePair.Create(ClientKeys.CanonicalKey(pair.Key), ClientKeys.Canonical(pair.Key, pair.Value)))];

    /// <summary>The same with canonical texts.</summary>
    /// <exception cref="ClientKeyException">The slug, the name, a key or a value is not allowed.</exception>
    internal NewClient Checked()
    {
        ClientKeys.RequireSlug(Slug);
        return new NewClient(Slug, ClientKeys.Canonical(ClientKeys.Name, Name), Canonical(Keys));
    }
}
