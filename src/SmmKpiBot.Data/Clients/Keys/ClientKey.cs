namespace SmmKpiBot.Data.Clients.Keys;

/// <summary>One key of <c>client set</c>.</summary>
/// <param name="Meaning">A sentence of what it does.</param>
/// <param name="Example">A value.</param>
/// <param name="Allowed">What can be written, behind "Allowed: ".</param>
internal sealed record ClientKey(string Name, string Meaning, string Example, string Allowed, Func<string, string> Canonical, Func<Client, string, Client> Apply)
{
    /// <param name="name">As it is typed.</param>
    /// <param name="meaning">A sentence of what it does.</param>
    /// <param name="example">A value.</param>
    /// <param name="allowed">What can be written.</param>
    /// <param name="parse">Throws a <see cref="FormatException"/> with the reason where the text is not allowed.</param>
    /// <param name="text">The canonical text.</param>
    /// <param name="apply">Sets the value; null sets the default.</param>
    public static ClientKey Of<T>(string name, string meaning, string example, string allowed, Func<string, T> parse, Func<T, string> text, Func<Client, T?, Client> apply)
        where T : class
    {
        return new(name, meaning, example, allowed, value => text(Parse(value)), (client, value) => apply(client, value.Length == 0 ? null : Parse(value)));

        T Parse(string value)
        {
            try
            {
                return parse(value);
            }
            catch (FormatException exception)
            {
                throw new ClientKeyException($"{name}: {exception.Message} Allowed: {allowed}.", exception);
            }
        }
    }
}
