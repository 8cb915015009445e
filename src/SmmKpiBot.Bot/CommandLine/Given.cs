using System.CommandLine;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class Given
{
    public static Argument<string> Slug() => new("SLUG") { Description = "The client's short name, as client list shows it." };

    public static Argument<string[]> Keys(ArgumentArity arity) => new("KEY=VALUE")
    {
        Description = "Keys of the client: name aliases zone language currency convert-currency goal hours holidays answer-target answer-nudge answer-escalation answer-escalate-to answers no-answer ask-rating topics audience conversions plan.KPIKEY hide-spend utm.",
        Arity = arity,
    };

    public static Option<bool> Yes(string what) => new("--yes") { Description = $"Yes, {what}." };

    public static Option<string> Period() => new("--period")
    {
        Description = "Nd, week, 2weeks, month, quarter, this-week, this-month, this-quarter, 2026-W46, 2026-10, 2026-Q3 or FROM..TO.",
        HelpName = "PERIOD",
        DefaultValueFactory = _ => "2weeks",
    };

    /// <exception cref="CommandLineException">A text is not of the form KEY=VALUE.</exception>
    /// <exception cref="ClientKeyException">A plan is of a KPI that does not exist.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseKeys(IEnumerable<string> texts)
    {
        List<KeyValuePair<string, string>> keys = [.. texts.Select(ParseKey)];
        keys.ForEach(pair => PlanKeys.Check(pair.Key, pair.Value));
        return keys;
    }

    private static KeyValuePair<string, string> ParseKey(string text) => text.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? KeyValuePair.Create(text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new CommandLineException($"'{text}' is not KEY=VALUE, e.g. zone=Europe/Kyiv (quote values with spaces: \"hours=mon-fri 09:00-18:00\").");
}
