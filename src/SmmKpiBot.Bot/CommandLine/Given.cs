using System.CommandLine;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class Given
{
    /// <summary>Said where one bad key refuses the good ones beside it.</summary>
    public const string NothingChanged = "Nothing was changed.";

    public static Argument<string> Slug() => new("SLUG") { Description = "The client's short name, as client list shows it." };

    public static Argument<string[]> Keys(ArgumentArity arity) => new("KEY=VALUE")
    {
        Description = $"Keys of the client: {string.Join(' ', ClientKeys.All.Select(key => key.Key))}. client keys explains each.",
        Arity = arity,
    };

    public static Option<bool> Yes(string what) => new("--yes") { Description = $"Yes, {what}." };

    public static Option<string> Period() => new("--period")
    {
        Description = "Nd, week, 2weeks, month, quarter, this-week, this-month, this-quarter, 2026-W46, 2026-10, 2026-Q3 or FROM..TO.",
        HelpName = "PERIOD",
        DefaultValueFactory = _ => "2weeks",
    };

    /// <exception cref="CommandLineException">A text is not of the form KEY=VALUE, or a key or value is not allowed: all that is wrong, and that none of it was stored.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseKeys(IReadOnlyCollection<string> texts)
    {
        List<KeyValuePair<string, string>> keys = [];
        List<string> problems = [];
        foreach (var text in texts)
        {
            try
            {
                keys.Add(Checked(ParseKey(text)));
            }
            catch (Exception problem) when (problem is CommandLineException or ClientKeyException)
            {
                problems.Add(problem.Message);
            }
        }

        return problems.Count == 0 ? keys : throw new CommandLineException(string.Join('\n', [.. problems, NothingChanged]));
    }

    private static KeyValuePair<string, string> Checked(KeyValuePair<string, string> pair)
    {
        if (!ClientKeys.Exists(pair.Key) && NearMatch.Suggestion(pair.Key, ClientKeys.All.Select(key => key.Key)) is { Length: > 0 } near)
        {
            throw new ClientKeyException($"There is no key '{pair.Key}'.{near} client keys explains all of them.");
        }

        PlanKeys.Check(pair.Key, pair.Value);
        ClientKeys.Canonical(pair.Key, pair.Value);
        return pair;
    }

    private static KeyValuePair<string, string> ParseKey(string text) => text.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? KeyValuePair.Create(text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new CommandLineException($"'{text}' is not KEY=VALUE, e.g. zone=Europe/Kyiv (quote values with spaces: \"hours=mon-fri 09:00-18:00\").");
}
