using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>Keeps matching alerts from being told for a while. Every matcher that is given must match.</summary>
public sealed record Silence
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The author of those set on the command line.</summary>
    public const string OfCommandLine = "command line";

    public required string Id { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public string? Reason { get; init; }

    public string? RuleId { get; init; }

    public long? ClientId { get; init; }

    /// <summary><c>network/name</c>, or <c>network/*</c>.</summary>
    public string? Account { get; init; }

    public string? Metric { get; init; }

    public AlertFamily? Family { get; init; }

    /// <summary>What is wrong with it; none: it can be kept.</summary>
    public IReadOnlyList<Words> Problems()
    {
        List<Words> problems = [];
        if (string.IsNullOrWhiteSpace(Author))
            problems.Add(new("Невідомо, хто заглушує.", "It is not known who silences."));
        if (Until <= From)
            problems.Add(new("Кінець тиші — після її початку.", "A silence ends after it begins."));
        else if (Until - From > Longest)
            problems.Add(new("Тиша триває щонайбільше 30 днів.", "A silence lasts 30 days at most."));
        if (RuleId is null && ClientId is null && Account is null && Metric is null && Family is null)
            problems.Add(new("Скажіть, що заглушити: усе відразу не можна.", "Say what to silence: everything at once is not possible."));
        return problems;
    }

    public bool IsActive(DateTimeOffset at) => From <= at && at < Until;

    public bool Matches(AlertEpisode episode) =>
        (RuleId is null || RuleId == episode.Subject.RuleId)
        && (ClientId is null || ClientId == episode.Subject.ClientId)
        && (Account is null || episode.Accounts.Any(MatchesAccount))
        && (Metric is null || Metric == episode.Subject.Metric)
        && (Family is null || Family == episode.Family);

    private bool MatchesAccount(string account) =>
        Account == account || (Account is [.. var network, '*'] && network.EndsWith('/') && account.StartsWith(network, StringComparison.Ordinal));
}
