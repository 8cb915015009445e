using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Rates;

/// <summary>Tells those who hear of trouble with sources when rates fail to come, once, and when they come again.</summary>
internal sealed class RateNotices(AlertAudiences audiences, Outbox outbox, ClientDefaults defaults, TimeProvider timeProvider)
{
    /// <summary>A bank that is away for an hour or two costs nothing.</summary>
    private const int FailuresToTell = 3;

    private readonly AlertAudiences _audiences = audiences;
    private readonly Outbox _outbox = outbox;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public void Wake() => _outbox.Wake();

    /// <summary>The new state, with what was told.</summary>
    public async Task<RateFeedState> TellAsync(DbConnection connection, DbTransaction transaction, RateFeedState before, RateFeedState after, CancellationToken cancellationToken)
    {
        if (after.Failures >= FailuresToTell && before.ToldAt is null)
        {
            await TellAsync(connection, transaction, "rates-fail", after.FailingSince, RateFeedText.Fails(after, _zone), cancellationToken);
            return after with { ToldAt = _timeProvider.GetUtcNow() };
        }

        if (after.Failures == 0 && before.ToldAt is not null)
            await TellAsync(connection, transaction, "rates-come", after.GoodAt, RateFeedText.ComeAgain, cancellationToken);
        return after;
    }

    private async Task TellAsync(DbConnection connection, DbTransaction transaction, string what, DateTimeOffset? at, Words words, CancellationToken cancellationToken)
    {
        foreach (var chat in _audiences.Operators(await ChatStore.ListAsync(connection, transaction)))
        {
            OutboxMessage message = new()
            {
                ChatId = chat.ChatId,
                ThreadId = chat.ThreadId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(new TelegramHtml().Text(words.In(chat.Language)).ToString()),
                Names = [],
                DedupKey = string.Create(CultureInfo.InvariantCulture, $"{what}:{UnixMicros.Of(at)}:{chat.Id}"),
            };
            await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
        }
    }
}
