using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>How inboxes fare, by their last readings: a delivery that comes all the same says nothing of those that are lost.</summary>
internal sealed class ChatwootHealth(ChatwootStore store) : IAccountHealth
{
    private readonly ChatwootStore _store = store;

    public async Task<IReadOnlyList<AccountHealth>> ReadAsync(long? clientId, CancellationToken cancellationToken) => [.. (await _store.ListAsync(clientId, cancellationToken)).Select(Of)];

    public static AccountHealth Of(ChatwootInbox inbox)
    {
        var health = new AccountHealth(inbox.AccountId, inbox.ClientId) { TriedAt = UnixMicros.ToInstant(inbox.TriedAt) };
        return inbox.Problem is null ? health : health with { Condition = Problem(inbox.Problem).Condition(), Reason = Problem(inbox.Problem).Trouble(), Since = UnixMicros.ToInstant(inbox.ThrottledAt) ?? inbox.Since };
    }

    /// <summary>For /status: one line.</summary>
    public static string Line(ChatwootInbox inbox, TimeZoneInfo zone, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(inbox.Since, zone);
        var since = DateText.Day(LocalDay.Of(inbox.Since, zone), language) + local.ToString(" HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return "⚠️ " + NetworkNames.Account(inbox.Account.FullName, language) + new Words(" не оновлюється з ", " has not been read since ").In(language) + since + ": " + AccountTroubleText.Of(Of(inbox).Reason).In(language);
    }

    /// <summary>For doctor: what to do.</summary>
    public static string Advice(string? problem) => Problem(problem) switch
    {
        SourceProblem.Unauthorized => "The token is refused: account connect with a new one.",
        SourceProblem.Misconfigured => "The token cannot be read with the keys that are here: put back the folder of keys beside the key file; it is asked again.",
        SourceProblem.Forbidden => "The token's owner may not read the conversations: let an administrator or an agent of the inbox make the token.",
        SourceProblem.RateLimited => "The server asks for fewer calls: raise Networks:Chatwoot:ReadEvery.",
        SourceProblem.Transient => "The server does not answer; it is asked again.",
        SourceProblem.NotAllowed => "The server's address is not one of the open Internet.",
        _ => "The server's answer is not understood; the log says which.",
    };

    private static SourceProblem Problem(string? name) => Enum.TryParse<SourceProblem>(name, out var problem) ? problem : SourceProblem.Unexpected;
}
