using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>A message with its buttons, ready to be enqueued.</summary>
internal sealed record ComposedAlert(TelegramHtml Html, Keyboard Keyboard);

/// <summary>Words and buttons of what chats are told.</summary>
internal sealed class AlertMessages(ClientDefaults defaults, TimeProvider timeProvider)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public ComposedAlert Compose(
        BoundChat chat, NoticeMessageKind kind, IReadOnlyList<NoticeItem> items, int more, RuleBook rules, IReadOnlyDictionary<long, Client> clients)
    {
        var language = chat.Language;
        var html = new TelegramHtml();
        if (kind == NoticeMessageKind.Morning)
            html.Bold(new Words("☀️ За тихі години", "☀️ During quiet hours").In(language)).Line().Line();
        var shown = items.Take(NoticeMessage.Shown).ToList();
        for (var at = 0; at < shown.Count; at++)
        {
            if (at > 0)
                html.Line().Line();
            var client = clients.GetValueOrDefault(shown[at].Episode.Subject.ClientId);
            html.Append(EpisodeText.Of(shown[at], rules, client, chat.Schedule.Frequency != DigestFrequency.Off, _timeProvider.GetUtcNow(), client?.TimeZone ?? _zone, language));
        }

        if (more > 0)
            html.Line().Line().Text(new Words($"…і ще {NumberText.Count(more, language)}", $"…and {NumberText.Count(more, language)} more").In(language));
        return new(html, Keyboard(chat, kind, items));
    }

    private static Keyboard Keyboard(BoundChat chat, NoticeMessageKind kind, IReadOnlyList<NoticeItem> items)
    {
        var keyboard = new Keyboard(chat.ChatId);
        if (items is [{ } only])
        {
            if (kind != NoticeMessageKind.Recovery)
                AlertButtons.Of(keyboard, only.Episode, chat.Language);
        }
        else
        {
            var clients = items.Select(item => item.Episode.Subject.ClientId).Distinct().ToList();
            AlertButtons.All(keyboard, clients is [var client and not 0] ? client : null, chat.Language);
        }

        return keyboard;
    }
}
