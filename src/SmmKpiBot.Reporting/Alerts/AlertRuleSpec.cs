using System.Text.Json;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>A rule that cannot be; <see cref="Problems"/> say why, for people.</summary>
public sealed class AlertRuleException(IReadOnlyList<Words> problems) : Exception(string.Join(" ", problems.Select(problem => problem.En)))
{
    public IReadOnlyList<Words> Problems { get; } = problems;
}

/// <summary>The stored form of a rule: everything but what stands in columns of its own (id, client, replaces, enabled, version).</summary>
public static class AlertRuleSpec
{
    private sealed record Stored
    {
        public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

        public required AlertCheck Check { get; init; }

        public int FireAfter { get; init; } = 2;

        public int ClearAfter { get; init; } = 2;

        public TimeSpan For { get; init; }
    }

    /// <summary>The same rule always gives the same text.</summary>
    public static string Write(AlertRule rule) => JsonSerializer.Serialize(
        new Stored { Severity = rule.Severity, Check = rule.Check, FireAfter = rule.FireAfter, ClearAfter = rule.ClearAfter, For = rule.For },
        AlertJson.Options);

    /// <summary>The rule of a spec, validated. Throws <see cref="AlertRuleException"/>.</summary>
    public static AlertRule Read(string id, long? clientId, string spec)
    {
        var rule = ReadUnchecked(id, clientId, spec);
        var problems = AlertRuleProblems.Of(rule);
        return problems.Count == 0 ? rule : throw new AlertRuleException(problems);
    }

    /// <summary>The rule of a spec that may still hold what cannot be, because it is being put together. Throws <see cref="AlertRuleException"/> where it is no spec.</summary>
    public static AlertRule ReadUnchecked(string id, long? clientId, string spec)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(spec, AlertJson.Options) ?? throw new JsonException("The spec is empty.");
            return new()
            {
                Id = id,
                ClientId = clientId,
                Severity = stored.Severity,
                Check = stored.Check ?? throw new JsonException("The spec has no check."),
                FireAfter = stored.FireAfter,
                ClearAfter = stored.ClearAfter,
                For = stored.For,
            };
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new AlertRuleException([new($"Правило не читається: {exception.Message}", $"The rule cannot be read: {exception.Message}")]);
        }
    }
}
