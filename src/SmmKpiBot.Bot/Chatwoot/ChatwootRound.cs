using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Reads the inboxes that are due, each by itself: what keeps one waiting keeps no other.</summary>
internal sealed partial class ChatwootRound(
    ChatwootStore store, ChatwootReading reading, ChatwootIntake intake, Credentials credentials, ClientStore clients, LiveFeeds feeds, Database database, IOptions<ChatwootOptions> options, TimeProvider timeProvider, ILogger<ChatwootRound> logger)
    : IDisposable
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Starts what is due; a reading that is under way already, here or in another process, is left alone.</summary>
    public async Task<IReadOnlyList<Task>> StartDueAsync(CancellationToken cancellationToken)
    {
        var due = await store.ClaimDueAsync(Deadline * 2, cancellationToken);
        return [.. due.Select(inbox => ReadAsync(inbox, cancellationToken))];
    }

    /// <summary>Starts what is due and waits for the end of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken) => await Task.WhenAll(await StartDueAsync(cancellationToken));

    public void Dispose() => _places.Dispose();

    /// <summary>How long an inbox rests after a reading that failed: twice as long each time, up to an hour; one that is read more rarely than that rests no longer than usual.</summary>
    /// <param name="failures">In a row before this one.</param>
    /// <param name="usual">Between readings that succeed.</param>
    public static TimeSpan RestAfter(long failures, TimeSpan usual)
    {
        var grown = usual * Math.Pow(2, Math.Min(failures, 10));
        return grown < LongestRest ? grown : usual > LongestRest ? usual : LongestRest;
    }

    private async Task ReadAsync(ChatwootInbox inbox, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken);
            try
            {
                // Waiting for a place is no fault of the server.
                using var deadline = new CancellationTokenSource(Deadline, timeProvider);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
                var began = timeProvider.GetUtcNow();
                var stored = await TakeAsync(inbox, linked.Token);
                await CoverAsync(inbox, linked.Token);
                await store.DoneAsync(inbox, began, began + options.Value.ReadEvery);
                LogRead(inbox.AccountId, stored, (timeProvider.GetUtcNow() - began).TotalSeconds);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await store.ReleaseAsync(inbox);
        }
        catch (LeaseLostException)
        {
            LogLost(inbox.AccountId);
        }
        catch (Exception exception)
        {
            await FailAsync(inbox, exception);
        }
    }

    private async Task<int> TakeAsync(ChatwootInbox inbox, CancellationToken cancellationToken)
    {
        var token = await credentials.ReadAsync(inbox.Account, ChatwootFields.Token, cancellationToken)
            ?? throw new SourceException(SourceProblem.Unauthorized, "No token is stored.");
        var stored = 0;
        await foreach (var news in reading.ReadAsync(inbox.Place, token, inbox.Since, cancellationToken))
        {
            stored += await database.WriteAsync(
                async (connection, transaction) =>
                {
                    if (!await ChatwootStore.HoldsAsync(connection, transaction, inbox))
                        throw new LeaseLostException();
                    return await intake.TakeAsync(connection, transaction, inbox.AccountId, news, cancellationToken);
                },
                cancellationToken);
        }

        return stored;
    }

    /// <summary>Days on which nobody was awake are observed all the same: all that was said on them has been read now.</summary>
    private async Task CoverAsync(ChatwootInbox inbox, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(inbox.ClientId, cancellationToken) is { } client)
        {
            await feeds.CoverAfterAsync(client, inbox.AccountId, inbox.Since, cancellationToken);
        }
    }

    private Task FailAsync(ChatwootInbox inbox, Exception exception)
    {
        var source = exception as SourceException;
        var problem = source?.Problem ?? (exception is OperationCanceledException ? SourceProblem.Transient : exception is KeyFileException ? SourceProblem.Misconfigured : SourceProblem.Unexpected);
        var rest = RestAfter(inbox.Failures, options.Value.ReadEvery);
        if (source?.RetryAfter is { } asked && asked > rest)
        {
            rest = asked;
        }

        if (source is null)
        {
            LogBroken(exception, inbox.AccountId);
        }
        else
        {
            LogFailed(inbox.AccountId, problem, source.Message);
        }

        return store.FailedAsync(inbox, problem, timeProvider.GetUtcNow() + rest);
    }

    [LoggerMessage(LogLevel.Information, "Chatwoot account {AccountId} read: {Stored} new in {Seconds:0.0} s")]
    private partial void LogRead(long accountId, int stored, double seconds);

    [LoggerMessage(LogLevel.Information, "Chatwoot account {AccountId} was connected anew or disconnected while it was read: the rest is left out")]
    private partial void LogLost(long accountId);

    [LoggerMessage(LogLevel.Warning, "Chatwoot account {AccountId} cannot be read ({Problem}): {Reason}")]
    private partial void LogFailed(long accountId, SourceProblem problem, string reason);

    [LoggerMessage(LogLevel.Error, "Reading Chatwoot account {AccountId} failed")]
    private partial void LogBroken(Exception exception, long accountId);

    /// <summary>The account is not at that place any more: what is read there is not its own.</summary>
    private sealed class LeaseLostException : Exception;
}
