using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.NationalBank;

namespace SmmKpiBot.Bot.Rates;

/// <summary>Asks the bank once a day for the rates that clients need, and for the past of a currency that is new. Running it again changes nothing.</summary>
internal sealed partial class RateRound(
    Database database, RateFeed feed, RateStore rates, RateNotices notices, NationalBankClient bank, IOptions<NationalBankOptions> options, TimeProvider timeProvider, ILogger<RateRound> logger) : ITimedWork
{
    /// <summary>One answer holds at most a year.</summary>
    private const int MostDays = 366;

    /// <summary>Days that are asked for again, for the bank may correct them; and those ahead, of which a Friday tells Monday's.</summary>
    private const int LookBackDays = 7;

    private const int LookAheadDays = 4;

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>By then the bank has told the next day.</summary>
    private static readonly TimeOnly Published = new(17, 0);

    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    private readonly Database _database = database;
    private readonly RateFeed _feed = feed;
    private readonly RateStore _rates = rates;
    private readonly RateNotices _notices = notices;
    private readonly NationalBankClient _bank = bank;
    private readonly NationalBankOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken) => _options.IsOn ? (await _feed.ReadAsync(cancellationToken)).NextAt : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_options.IsOn)
            return;
        var now = _timeProvider.GetUtcNow();
        var state = await _feed.ReadAsync(cancellationToken);
        var isDue = now >= state.NextAt;
        if (!isDue && state.Failures > 0)
            return;
        if (await ReadAllAsync(isDue, LocalDay.Of(now, Kyiv), cancellationToken) is { } failure)
            await EndAsync(before => Failed(before, failure, now), cancellationToken);
        else if (isDue)
            await EndAsync(before => new() { NextAt = NextPublication(now), GoodAt = now }, cancellationToken);
    }

    /// <summary>What went wrong, if anything did. An answer that is not understood costs the other currencies nothing; a bank that does not answer is asked no more.</summary>
    private async Task<SourceException?> ReadAllAsync(bool isDue, DateOnly today, CancellationToken cancellationToken)
    {
        SourceException? failure = null;
        foreach (var (currency, from) in await WantedAsync(isDue, today, cancellationToken))
        {
            try
            {
                await ReadAsync(currency, from, today.AddDays(LookAheadDays), cancellationToken);
            }
            catch (SourceException exception)
            {
                LogFailed(currency, exception.Problem, exception.Message);
                failure ??= exception;
                if (exception.Problem != SourceProblem.Unexpected)
                    break;
            }
        }

        return failure;
    }

    /// <summary>Each currency with the first day to ask for: its recent days where a round is due, all of it where its past was never asked for.</summary>
    private async Task<IReadOnlyList<(string Currency, DateOnly From)>> WantedAsync(bool isDue, DateOnly today, CancellationToken cancellationToken)
    {
        var known = await _feed.HistoryAsync(cancellationToken);
        return
        [
            .. (await _feed.NeedsAsync(cancellationToken)).OrderBy(need => need.Key, StringComparer.Ordinal)
                .Select(need => (Currency: need.Key, From: known.TryGetValue(need.Key, out var from) && from <= need.Value ? (DateOnly?)null : need.Value))
                .Where(need => isDue || need.From is not null)
                .Select(need => (need.Currency, Earlier(need.From, today.AddDays(-LookBackDays)))),
        ];
    }

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one is { } day && day < other ? day : other;

    private async Task ReadAsync(string currency, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        List<CurrencyRate> told = [];
        for (var first = from; first <= to; first = first.AddDays(MostDays))
        {
            var last = first.AddDays(MostDays - 1);
            told.AddRange(await _bank.RatesAsync(currency, first, last < to ? last : to, cancellationToken));
        }

        var added = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await RateFeed.NoteHistoryAsync(connection, transaction, currency, from);
                return await _rates.AddAsync(connection, transaction, told);
            },
            cancellationToken);
        LogRead(currency, told.Count, added);
    }

    private static RateFeedState Failed(RateFeedState before, SourceException exception, DateTimeOffset now) => before with
    {
        NextAt = now + (exception.RetryAfter > Rest ? exception.RetryAfter.Value : Rest),
        Failures = before.Failures + 1,
        FailingSince = before.FailingSince ?? now,
        Problem = exception.Problem,
        Reason = exception.Message,
    };

    private async Task EndAsync(Func<RateFeedState, RateFeedState> change, CancellationToken cancellationToken)
    {
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var before = await RateFeed.ReadAsync(connection, transaction);
                await RateFeed.WriteAsync(connection, transaction, await _notices.TellAsync(connection, transaction, before, change(before), cancellationToken));
            },
            cancellationToken);
        _notices.Wake();
    }

    private static DateTimeOffset NextPublication(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Kyiv);
        var day = DateOnly.FromDateTime(local.DateTime);
        var at = LocalDay.Start(day, Kyiv) + Published.ToTimeSpan();
        return at > now ? at : LocalDay.Start(day.AddDays(1), Kyiv) + Published.ToTimeSpan();
    }

    [LoggerMessage(LogLevel.Information, "Rates of {Currency}: {Told} told, {Added} new or corrected")]
    private partial void LogRead(string currency, int told, int added);

    [LoggerMessage(LogLevel.Warning, "Rates of {Currency} could not be read ({Problem}): {Reason}")]
    private partial void LogFailed(string currency, SourceProblem problem, string reason);
}
