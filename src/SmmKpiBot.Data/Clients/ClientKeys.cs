using System.Text.RegularExpressions;
using SmmKpiBot.Data.Clients.Keys;

namespace SmmKpiBot.Data.Clients;

/// <summary>The keys of <c>client set</c>: parsing, canonical text, and what is allowed.</summary>
public static partial class ClientKeys
{
    /// <summary>The name people read; kept beside the slug, not among the other keys.</summary>
    public const string Name = "name";

    public const string Aliases = "aliases";

    private static readonly Dictionary<string, ClientKey> Known = ClientKeyList.All.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Every key, for help texts; plans of all KPIs are the one <see cref="AnyPlan"/>.</summary>
    public static IReadOnlyList<ClientKeyHelp> All { get; } = [.. ClientKeyList.All.Select(Help), Help(ClientKeyList.AnyPlan) with { Key = AnyPlan }];

    public const string AnyPlan = "plan.KPIKEY";

    [GeneratedRegex(@"^plan(\.[a-z0-9_]+){2,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex PlanKeyPattern { get; }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern { get; }

    /// <summary>Whether there is such a key.</summary>
    public static bool Exists(string key) => key.Trim().ToLowerInvariant() is var name && (Known.ContainsKey(name) || PlanKeyPattern.IsMatch(name));

    /// <summary>The canonical text of a value, or an error that says what is allowed. An empty value clears the key and stays empty.</summary>
    /// <exception cref="ClientKeyException">The key is unknown or the value is not allowed.</exception>
    public static string Canonical(string key, string value)
    {
        var known = Find(key);
        var text = value.Trim();
        if (text.Length > 0)
            return known.Canonical(text);
        return known.Name == Name ? throw new ClientKeyException("name: a client has a name; it cannot be cleared.") : "";
    }

    /// <summary>The key as it is stored: without spaces around it, in lower case.</summary>
    /// <exception cref="ClientKeyException">There is no such key.</exception>
    public static string CanonicalKey(string key) => Find(key).Name;

    /// <summary>
    /// The client with <paramref name="keys"/> (canonical) applied over <paramref name="client"/>. An empty value sets the key's default; a zone or
    /// language stays as it is, for its default is the agency's.
    /// </summary>
    public static Client Apply(Client client, IEnumerable<KeyValuePair<string, string>> keys) =>
        keys.Aggregate(client, (current, pair) => Find(pair.Key).Apply(current, pair.Value));

    /// <exception cref="ClientKeyException">The text cannot be a slug.</exception>
    public static void RequireSlug(string slug)
    {
        if (!SlugPattern.IsMatch(slug))
            throw new ClientKeyException($"'{slug}' cannot be a client's short name: use 1 to 48 lower-case Latin letters, digits and hyphens, e.g. acme-shop.");
    }

    private static ClientKeyHelp Help(ClientKey key) => new(key.Name, key.Meaning, key.Allowed, $"{key.Name}={key.Example}");

    private static ClientKey Find(string key)
    {
        var name = key.Trim().ToLowerInvariant();
        if (Known.TryGetValue(name, out var known))
            return known;
        if (PlanKeyPattern.IsMatch(name))
            return ClientKeyList.Plan(name);
        throw new ClientKeyException($"There is no key '{key}'. Keys: {string.Join(", ", Known.Keys)}, plan.KPIKEY (e.g. plan.quality.purchases=340/month).");
    }
}

/// <summary>What a key is for.</summary>
/// <param name="Key">As it is typed.</param>
/// <param name="Meaning">A sentence.</param>
/// <param name="Allowed">What can be written in it.</param>
/// <param name="Example">KEY=VALUE</param>
public sealed record ClientKeyHelp(string Key, string Meaning, string Allowed, string Example);

/// <summary>A wrong key, value or slug; the message says what is allowed.</summary>
public sealed class ClientKeyException : Exception
{
    public ClientKeyException(string message)
        : base(message)
    {
    }

    public ClientKeyException()
    {
    }

    public ClientKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
