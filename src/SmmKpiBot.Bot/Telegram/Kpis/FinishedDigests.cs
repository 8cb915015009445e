using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>
/// The one way to a digest that goes to a chat, for commands, buttons and the schedule: built and drawn once, then kept as long as client, facts
/// and clock leave it right. The same bytes also mean that Telegram gets a picture once.
/// </summary>
internal sealed class FinishedDigests(DigestBuilder digests, IOptions<AgencyOptions> agency, TimeProvider timeProvider)
{
    // About 100 KB each.
    private const int Most = 200;

    private readonly DigestBuilder _digests = digests;
    private readonly PictureStyle _style = new(Theme.Light, string.IsNullOrWhiteSpace(agency.Value.Name) ? null : agency.Value.Name);
    private readonly KeptAnswers<DigestKey, FinishedDigest> _kept = new(Most, digest => digest.Holds, timeProvider);

    /// <summary>Completed at once when the answer is there.</summary>
    public Task<FinishedDigest> GetAsync(DigestQuestion question, CancellationToken cancellationToken) =>
        _kept.GetAsync(question.Key, () => FinishAsync(question), cancellationToken);

    public void ForgetAllBut(IReadOnlySet<long> clientIds) => _kept.Forget(key => !clientIds.Contains(key.ClientId));

    private async Task<FinishedDigest> FinishAsync(DigestQuestion question)
    {
        var built = await _digests.BuildAsync(question.Query, question.LongerPeriods, question.Reader, question.Language, CancellationToken.None);
        var digest = built with { DueAt = question.DueAt, Alerts = question.Alerts };
        return new FinishedDigest(DigestPicture.Draw(digest, _style), DigestText.Caption(digest), digest.Hero.Value is not null, digest.Holds);
    }
}
