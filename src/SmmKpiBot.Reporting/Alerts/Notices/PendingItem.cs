namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>Something a chat is to be told, and when.</summary>
/// <param name="Item">What.</param>
/// <param name="Notice">What the chat knows of the episode.</param>
/// <param name="DueAt">Not before; may have passed.</param>
/// <param name="Morning">Quiet hours held it back: it goes into their one message.</param>
internal sealed record PendingItem(NoticeItem Item, EpisodeNotice Notice, DateTimeOffset DueAt, bool Morning)
{
    public AlertEpisode Episode => Item.Episode;

    /// <summary>It only waits for company: when its group speaks sooner, it speaks with it. A repeat has its own time.</summary>
    public bool Joins => Item.Kind != NoticeItemKind.StillFiring;
}
