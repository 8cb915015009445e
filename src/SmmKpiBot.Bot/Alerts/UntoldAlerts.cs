using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// What the team reads of alerts in a digest only, because its chat had no message: what goes on but is not repeated any more or fires too often, what came and went
/// in the digest's period, and what is silenced.
/// </summary>
internal sealed class UntoldAlerts(UntoldStore untold, AlertStateStore states, SilenceStore silences, AlertRuleStore rules, TimeProvider timeProvider)
{
    private readonly UntoldStore _untold = untold;
    private readonly AlertStateStore _states = states;
    private readonly SilenceStore _silences = silences;
    private readonly AlertRuleStore _rules = rules;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The question, with these lines where the team asks it; clients never hear of alerts.</summary>
    /// <param name="question">Whose digest.</param>
    /// <param name="chat">Where it is read; null: in a private chat that nothing is told to by itself.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<DigestQuestion> AddToAsync(DigestQuestion question, BoundChat? chat, CancellationToken cancellationToken)
    {
        if (question.Reader != Reader.Staff)
            return question;

        var now = _timeProvider.GetUtcNow();
        var (client, period) = (question.Client, question.Query.Period.Period);
        var (from, to) = (LocalDay.Start(period.From, client.TimeZone), LocalDay.Start(period.To.AddDays(1), client.TimeZone));
        var ofChat = chat is null ? UntoldOfChat.Nothing : await _untold.OfChatAsync(chat.Id, client.Id, from, to, cancellationToken);
        List<AlertState> goesOn = [.. (await _states.OfClientAsync(client.Id, cancellationToken)).Values.Select(stored => stored.State).Where(state => IsFlapping(state) || IsUnrepeated(state))];
        List<Silence> silenced = [.. (await _silences.ListAsync(now, cancellationToken)).Where(silence => silence.IsActive(now) && IsOf(silence))];
        if (goesOn.Count + ofChat.Unnoticed.Count + silenced.Count == 0)
            return question;

        var book = await _rules.ReadAsync(cancellationToken);
        UntoldText text = new(book, client, now, question.Language);
        var flapping = goesOn.Where(IsFlapping).Select(state => state.Subject).ToHashSet();
        var times = ofChat.Unnoticed.ToDictionary(alerts => alerts.Last.State.Subject, alerts => alerts.Times);
        return question with
        {
            Alerts =
            [
                .. goesOn.Where(state => book.ById.ContainsKey(state.Subject.RuleId))
                    .Select(state => (book.ById[state.Subject.RuleId], state))
                    .OrderByDescending(Severity).ThenBy(pair => pair.state.FiredAt).ThenBy(pair => pair.state.Subject.Fingerprint(), StringComparer.Ordinal)
                    .Select(Line),
                .. ofChat.Unnoticed.Where(alerts => !flapping.Contains(alerts.Last.State.Subject))
                    .OrderByDescending(alerts => alerts.Last.State.Severity).ThenByDescending(alerts => alerts.Last.Ending.At).ThenBy(alerts => alerts.Last.State.EpisodeId, StringComparer.Ordinal)
                    .Select(text.CameAndWent),
                .. silenced.Select(text.Silenced),
            ],
        };

        bool IsFlapping(AlertState state) => state.FlappingUntil > now;

        bool IsUnrepeated(AlertState state) => state is { IsOpen: true, EpisodeId: { } episode } && ofChat.Unrepeated.Contains(episode);

        // A silence of all clients is the owner's: it may name another client's account.
        bool IsOf(Silence silence) => silence.ClientId is { } of ? of == client.Id : chat?.Purpose == ChatPurpose.Owner;

        AlertSeverity Severity((AlertRule Rule, AlertState State) pair) => pair.State.IsOpen ? pair.State.Severity : pair.Rule.Severity;

        string Line((AlertRule Rule, AlertState State) pair) => IsFlapping(pair.State)
            ? text.Flapping(pair.State, times.GetValueOrDefault(pair.State.Subject))
            : text.Unrepeated(AlertEpisode.Of(pair.Rule, pair.State));
    }
}
