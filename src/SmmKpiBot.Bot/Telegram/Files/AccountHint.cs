using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>Which accounts the caption of a file means: by <c>network/name</c>, by the network alone, or by the name alone.</summary>
internal static class AccountHint
{
    /// <summary>The accounts named most exactly; all of them when the caption names none.</summary>
    public static IReadOnlyList<Account> Choose(IReadOnlyList<Account> accounts, string caption)
    {
        var words = Words(caption);
        Func<Account, IEnumerable<string>>[] exactFirst = [FullNames, Networks, account => [account.Name]];
        var fitting = exactFirst.Select(names => accounts.Where(account => names(account).Any(name => Contains(words, name))).ToList());
        return fitting.FirstOrDefault(some => some.Count > 0) ?? accounts;
    }

    /// <summary>What <see cref="Choose"/> needs of the caption to choose the same again, in our own words; empty when it names no account, or too many to be kept.</summary>
    public static string Kept(IReadOnlyList<Account> accounts, string caption)
    {
        var chosen = Choose(accounts, caption);
        var names = string.Join(", ", chosen.Select(account => account.FullName));
        return chosen.Count == accounts.Count || names.Length > FileReference.LongestHint ? "" : names;
    }

    /// <summary>Does the caption consist of nothing but names of these accounts and their networks?</summary>
    public static bool IsAllOf(IReadOnlyList<Account> accounts, string caption)
    {
        var words = accounts.SelectMany(account => (string[])[.. FullNames(account), .. Networks(account), account.Name])
            .OrderByDescending(name => name.Length)
            .Aggregate(Words(caption), (left, name) => left.Replace(Words(name), " ", StringComparison.Ordinal));
        return string.IsNullOrWhiteSpace(words);
    }

    private static string[] Networks(Account account) => [account.Network, NetworkNames.Network(account.Network)];

    private static IEnumerable<string> FullNames(Account account) => Networks(account).Select(network => $"{network} {account.Name}");

    private static bool Contains(string words, string name) => words.Contains(Words(name), StringComparison.Ordinal);

    /// <summary>Upper case, letters and digits only, every word with a space on both sides.</summary>
    private static string Words(string text)
    {
        var letters = text.ToUpperInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ');
        return $" {string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
    }
}
