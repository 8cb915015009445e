using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Makes the digest of one occurrence, and its message.</summary>
internal sealed class DigestPost(DigestBuilder digests, IOptions<AgencyOptions> agency, TimeProvider timeProvider)
{
    private static readonly string[] BesideWeek = ["2weeks", "month", "quarter"];

    private readonly DigestBuilder _digests = digests;
    private readonly IOptions<AgencyOptions> _agency = agency;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The digest as the chat may see it, from stored facts only.</summary>
    public async Task<Digest> BuildAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var reader = subscription.Chat.Purpose == ChatPurpose.Client ? Reader.Client : Reader.Staff;
        IReadOnlyList<PeriodChoice> longer = due.Frequency == DigestFrequency.Weekly ? [.. BesideWeek.Select(period => PeriodChoice.Parse(period, due.Day))] : [];
        var digest = await _digests.BuildAsync(Query(subscription, due, due.Day), longer, reader, subscription.Chat.Language, cancellationToken);
        return DigestDecision.IsLate(due, now) ? digest with { DueAt = due.DueAt } : digest;
    }

    /// <summary>The digest as far as its figures are there today, before it is due.</summary>
    public Task<Digest> PreviewAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken) =>
        _digests.BuildAsync(Query(subscription, due, due.Day), Reader.Staff, subscription.Chat.Language, cancellationToken);

    public OutboxMessage Message(DigestSubscription subscription, DueDigest due, Digest digest) => new()
    {
        ChatId = subscription.Chat.ChatId,
        ThreadId = subscription.Chat.ThreadId,
        Kind = OutboxKind.Digest,
        Content = new PhotoContent(DigestPicture.Draw(digest, new PictureStyle(Theme.Light, _agency.Value.Name)), DigestText.Caption(digest)),
        ClientId = subscription.Client.Id,
        DedupKey = $"digest:{subscription.Chat.Id}:{subscription.Client.Id}:{due.Frequency}:{due.Period}",
        SupersedeKey = $"digest:{subscription.Chat.Id}:{subscription.Client.Id}",
        ExpiresAt = DigestCalendar.Next(subscription.Schedule, subscription.Zone, due.DueAt)?.DueAt,
    };

    private static KpiQuery Query(DigestSubscription subscription, DueDigest due, DateOnly today) => new()
    {
        Client = subscription.Client,
        Period = PeriodChoice.Parse(due.Expression, today),
    };
}
