using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>All rules at one moment.</summary>
internal sealed record RuleBook
{
    /// <summary>Those that hold, switched-off ones included.</summary>
    public required IReadOnlyList<AlertRule> Rules { get; init; }

    /// <summary>Those and deleted ones by id: what stands in the log has a name.</summary>
    public required IReadOnlyDictionary<string, AlertRule> ById { get; init; }

    /// <summary>Stored rules that this version cannot read (a KPI that is gone, say), and why. The others go on.</summary>
    public required IReadOnlyList<UnreadableRule> Unreadable { get; init; }

    public required IReadOnlyDictionary<string, string> Authors { get; init; }

    /// <summary>Another one after every change of any rule.</summary>
    public required (long Rows, long Versions) Stamp { get; init; }

    public static RuleBook Of(IReadOnlyList<AlertRuleRow> rows)
    {
        var stored = rows.ToDictionary(row => row.Id);
        List<AlertRule> rules = [];
        Dictionary<string, AlertRule> byId = [];
        List<UnreadableRule> unreadable = [];
        foreach (var builtIn in DefaultRules.All)
        {
            var rule = stored.GetValueOrDefault(builtIn.Id) switch
            {
                null => builtIn,
                { Deleted: 0 } changed => Read(changed, unreadable) ?? builtIn with { Version = changed.Version },
                var taken => builtIn with { Version = taken.Version },
            };
            rules.Add(rule);
            byId.Add(rule.Id, rule);
        }

        foreach (var row in rows.Where(row => !byId.ContainsKey(row.Id)))
        {
            if (Read(row, unreadable) is not { } rule)
                continue;
            byId.Add(rule.Id, rule);
            if (row.Deleted == 0)
                rules.Add(rule);
        }

        return new()
        {
            Rules = rules,
            ById = byId,
            Unreadable = unreadable,
            Authors = rows.Where(row => row.Author is not null).ToDictionary(row => row.Id, row => row.Author!),
            Stamp = (rows.Count, rows.Sum(row => row.Version)),
        };
    }

    private static AlertRule? Read(AlertRuleRow row, List<UnreadableRule> unreadable)
    {
        try
        {
            return row.ToRule();
        }
        catch (AlertRuleException exception)
        {
            if (row.Deleted == 0)
                unreadable.Add(new(row.Id, row.ClientId, exception.Message));
            return null;
        }
    }
}
