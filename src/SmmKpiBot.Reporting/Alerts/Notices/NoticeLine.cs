namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>
/// What a message says of one episode, so that it can be written anew; and how the chat's notice of the episode stood before, so that it stands so again where nobody
/// gets the message.
/// </summary>
public sealed record NoticeLine
{
    public required string MessageKey { get; init; }

    public required string EpisodeId { get; init; }

    public required NoticeMessageKind MessageKind { get; init; }

    public required NoticeItemKind Kind { get; init; }

    public bool IsLast { get; init; }

    public required NoticeStage Stage { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>The <see cref="EpisodeNotice.MessageKey"/> before.</summary>
    public string? ToldKey { get; init; }

    public DateTimeOffset? ToldAt { get; init; }

    public AlertSeverity? ToldSeverity { get; init; }

    public int Repeats { get; init; }

    /// <summary>It ends an episode for the chat, whatever comes after.</summary>
    public bool IsEnd => Kind is NoticeItemKind.Resolved or NoticeItemKind.Closed or NoticeItemKind.CameAndWent;

    internal static NoticeLine Of(string key, NoticeMessageKind kind, PendingItem said) => new()
    {
        MessageKey = key,
        EpisodeId = said.Episode.Id,
        MessageKind = kind,
        Kind = said.Item.Kind,
        IsLast = said.Item.IsLast,
        Stage = said.Notice.Stage,
        Since = said.Notice.Since,
        ToldKey = said.Notice.MessageKey,
        ToldAt = said.Notice.ToldAt,
        ToldSeverity = said.Notice.ToldSeverity,
        Repeats = said.Notice.Repeats,
    };

    /// <summary>The notice as if the message had said nothing. That it was to say it stays known: another one with the same words is another message.</summary>
    public EpisodeNotice Untold(EpisodeNotice notice) => notice with
    {
        Stage = Stage,
        Since = Since,
        MessageKey = ToldKey,
        ToldAt = ToldAt,
        ToldSeverity = ToldSeverity,
        Repeats = Repeats,
    };

    /// <summary>The line as it reads now.</summary>
    public NoticeItem Of(AlertEpisode episode) => new(
        IsEnd || episode.End is not { } end ? Kind : end.Kind == AlertEventKind.Resolved ? NoticeItemKind.Resolved : NoticeItemKind.Closed, episode)
    {
        IsLast = IsLast,
    };
}
