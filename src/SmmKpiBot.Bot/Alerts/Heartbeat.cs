using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// The dead man's switch: every cycle writes when it ended, and has an address outside called if there is one. After a gap the operators hear what may have been missed,
/// whether the program ended, its machine slept or the database was away.
/// </summary>
internal sealed partial class Heartbeat(
    Database database, AlertAudiences audiences, Outbox outbox, OutsidePing ping, ClientDefaults defaults, IOptions<AlertsOptions> options, TimeProvider timeProvider, ILogger<Heartbeat> logger)
{
    /// <summary>Telegram keeps updates for as long.</summary>
    private static readonly TimeSpan UpdatesKept = TimeSpan.FromHours(24);

    /// <summary>Short cycles may last longer than they are apart.</summary>
    private static readonly TimeSpan LeastGap = TimeSpan.FromMinutes(1);

    private readonly Database _database = database;
    private readonly AlertAudiences _audiences = audiences;
    private readonly Outbox _outbox = outbox;
    private readonly OutsidePing _ping = ping;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly AlertsOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private DateTimeOffset _passedTo;

    private TimeSpan Unnoticed => 2 * _options.Interval is var cycles && cycles > LeastGap ? cycles : LeastGap;

    /// <summary>At the beginning of every cycle: tells the operators, once, when nobody looked for more than two of them.</summary>
    public async Task ReportGapAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var last = await LastAsync(cancellationToken);
        if (last is { } at && now - at > Unnoticed)
        {
            await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (var chat in _audiences.Operators(await ChatStore.ListAsync(connection, transaction)))
                    {
                        OutboxMessage message = new()
                        {
                            ChatId = chat.ChatId,
                            ThreadId = chat.ThreadId,
                            Kind = OutboxKind.Notice,
                            Content = new TextContent(new TelegramHtml().Text(GapWords(at, now).In(chat.Language)).ToString()),
                            Names = [],
                            DedupKey = string.Create(CultureInfo.InvariantCulture, $"gap:{UnixMicros.Of(at)}:{chat.Id}"),
                        };
                        await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
                    }
                },
                cancellationToken);
            _outbox.Wake();
            LogGap(at, now);
        }
    }

    /// <summary>Writes down that a cycle ended, and has it said outside.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(_timeProvider.GetUtcNow(), cancellationToken);
        _ping.Wake();
    }

    /// <summary>Nobody misses what lies before an instant: somebody is about to move the clock there.</summary>
    public Task PassOverAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        _passedTo = instant;
        return WriteAsync(instant, cancellationToken);
    }

    /// <summary>When the last cycle ended; null before the first.</summary>
    public async Task<DateTimeOffset?> LastAsync(CancellationToken cancellationToken)
    {
        const string sql = "select max(at) from heartbeat";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return UnixMicros.ToInstant(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, cancellationToken: cancellationToken)));
    }

    /// <summary>A beat of the future was written before the clock was set back, and until then would hide every gap. One of the near future another instance may have written.</summary>
    private Task<int> WriteAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into heartbeat (id, at) values (1, @at) on conflict (id) do update set at = excluded.at where heartbeat.at < excluded.at or heartbeat.at > @ahead
            """;
        var ahead = instant + LeastGap;
        var values = new { at = UnixMicros.Of(instant), ahead = UnixMicros.Of(ahead > _passedTo ? ahead : _passedTo) };
        return _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, values, transaction), cancellationToken);
    }

    private Words GapWords(DateTimeOffset from, DateTimeOffset to)
    {
        var lost = to - from > UpdatesKept;
        return new(
            $"⚠️ Я не працював з {DateText.Instant(from, _zone, Language.Uk)} до {DateText.Instant(to, _zone, Language.Uk)} ({DurationText.Of(to - from, Language.Uk)}). "
                + "За цей час ніхто не стежив за показниками й за тими, хто чекає на відповідь; про те, що триває досі, скажу зараз. Пропущені звіти надішлю, якщо вони запізнилися не надто; про решту лише скажу."
                + (lost ? " Повідомлення й натискання, старші за 24 години, Telegram не зберігає: вони втрачені." : ""),
            $"⚠️ I was not running from {DateText.Instant(from, _zone, Language.En)} to {DateText.Instant(to, _zone, Language.En)} ({DurationText.Of(to - from, Language.En)}). "
                + "Nobody watched the figures or who was waiting meanwhile; what still goes on I tell now. Missed digests are sent if they are not too late; the others I only mention."
                + (lost ? " Telegram does not keep messages and presses older than 24 hours: they are lost." : ""));
    }

    [LoggerMessage(LogLevel.Warning, "Nobody looked at alerts from {From} to {To}")]
    private partial void LogGap(DateTimeOffset from, DateTimeOffset to);
}
