namespace SmmKpiBot.Data.Clients;

/// <summary>The keys of <c>client set</c>: parsing, canonical text, and what is allowed.</summary>
public static class ClientKeys
{
    /// <summary>The canonical text of a value, or an error that says what is allowed.</summary>
    /// <exception cref="ClientKeyException">The key is unknown or the value is not allowed.</exception>
    public static string Canonical(string key, string value) => throw new NotImplementedException();

    /// <summary>The client with <paramref name="keys"/> (canonical) applied over <paramref name="client"/>.</summary>
    public static Client Apply(Client client, IEnumerable<KeyValuePair<string, string>> keys) => throw new NotImplementedException();
}

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
