using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>What limits the figures of an account: what its network says of them, does not give, or gives in a way nobody understands. Reported, not hidden.</summary>
internal sealed record FigureLimits
{
    /// <summary>Of what the network says so many sentences are shown to people.</summary>
    private const int MostShown = 5;

    /// <summary>What is closed to the token, then what the network says, the newest first; of the place as a whole at the end, without a stream.</summary>
    public required IReadOnlyList<(string? Stream, Remark Words, DateTimeOffset? Since)> Remarks { get; init; }

    public required IReadOnlyList<RefusedMetricNote> Refused { get; init; }

    public required IReadOnlyList<QuarantinedRecord> Quarantined { get; init; }

    public required IReadOnlyDictionary<string, long> UnknownFields { get; init; }

    public int Count => Remarks.Count + Refused.Count + Quarantined.Count;

    public static async Task<FigureLimits> ReadAsync(CollectionNotes notes, AccountStanding standing, CancellationToken cancellationToken)
    {
        var connection = standing.Connection;
        var id = connection.Account.Id;
        var ofStreams = await notes.RemarksAsync(id, cancellationToken);
        var ofPlace = connection.Remarks.Where(remark => ofStreams.All(other => other.Words.En != remark.En));
        return new()
        {
            Remarks =
            [
                .. standing.Closed.Select(closed => ((string?)closed.Stream, RemarkOf(closed), closed.Since)),
                .. ofStreams.DistinctBy(remark => remark.Words.En).Select(remark => ((string?)remark.Stream, remark.Words, (DateTimeOffset?)remark.Since)),
                .. ofPlace.Select(remark => ((string?)null, remark, (DateTimeOffset?)null)),
            ],
            Refused = await notes.RefusedAsync(id, cancellationToken),
            Quarantined = await notes.QuarantineAsync(id, cancellationToken),
            UnknownFields = await notes.UnknownFieldsAsync(id, cancellationToken),
        };
    }

    /// <summary>For the account's page: a few sentences under a heading, or nothing.</summary>
    public void Write(TelegramHtml html, Language language)
    {
        if (Remarks.Count + Refused.Count == 0)
            return;
        html.Line().Line().Bold(new Words("Що обмежує ці цифри", "What limits the figures").In(language));
        foreach (var (_, words, _) in Remarks.Take(MostShown))
            html.Line().Text("• ").Text(language == Language.Uk ? words.Uk : words.En);
        if (Remarks.Count > MostShown)
            html.Line().Text(new Words($"• і ще {Remarks.Count - MostShown}", $"• and {Remarks.Count - MostShown} more").In(language));
        if (Refused.Count > 0)
            html.Line().Text("• ").Text(new Words("Мережа не дає: ", "The network does not give: ").In(language)).Text(Names(language));
    }

    private static Remark RemarkOf(ClosedStream closed)
    {
        var reason = closed.Reason ?? AccountTroubleText.Of(AccountTrouble.NotPermitted);
        return new(reason.Uk, reason.En);
    }

    private string Names(Language language)
    {
        var names = Refused.Select(refused => NativeMetricText.Of(refused.Metric, language)).Distinct().ToList();
        var shown = string.Join(", ", names.Take(MostShown));
        return names.Count <= MostShown ? shown : shown + new Words($" і ще {names.Count - MostShown}", $" and {names.Count - MostShown} more").In(language);
    }
}
