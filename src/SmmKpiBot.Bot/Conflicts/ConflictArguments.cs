using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>What follows <c>/conflict</c>: a client, what happened, or both.</summary>
internal sealed record ConflictArguments(Client? Client, string Text)
{
    private const int MostWordsOfName = 6;
    private const int ShortestPart = 3;

    /// <summary>The longest beginning that names one client of these, by a whole name or the beginning of a word in it, and the rest.</summary>
    public static ConflictArguments Parse(string text, IReadOnlyList<Client> known)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(MostWordsOfName, words.Length); taken > 0; taken--)
        {
            var name = NameFolding.Fold(string.Join(' ', words[..taken]).TrimEnd(',', ':', ';', '.', '-', '—', '–', ' '));
            var exact = known.Where(client => Names(client).Contains(name)).ToList();
            var fitting = exact.Count > 0 ? exact : name.Length < ShortestPart ? [] : known.Where(client => Names(client).Any(one => IsBeginning(one, name))).ToList();
            if (fitting is [var client])
                return new(client, string.Join(' ', words[taken..]).TrimStart('—', '–', '-', ':', ',', ' '));
        }

        return new(null, string.Join(' ', words));
    }

    /// <summary>Of the name or of a word in it, which may stand in quotes.</summary>
    private static bool IsBeginning(string name, string part)
    {
        for (var at = name.IndexOf(part, StringComparison.Ordinal); at >= 0; at = name.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(name[at - 1]))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Names(Client client) => client.Aliases.Append(client.Name).Append(client.Slug).Select(NameFolding.Fold);
}
