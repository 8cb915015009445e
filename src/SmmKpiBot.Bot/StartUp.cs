using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot;

/// <summary>
/// What must be right before anything starts: the settings, the key file and that it belongs to the database, the database with its migrations, and that no second bot works on an SQLite file.
/// </summary>
internal sealed partial class StartUp(
    IEnumerable<IStartupValidator> validators, KeyFile keyFile, KeyFingerprint fingerprint, Credentials credentials, Database database, FactBatchStore batches, FormerOwners owners, ILogger<StartUp> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private IAsyncDisposable? _lock;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // The program's start calls this before the host does.
        if (_lock is not null)
        {
            return;
        }

        foreach (var validator in validators)
        {
            validator.Validate();
        }

        keyFile.Check();
        credentials.Check();
        await database.MigrateAsync(cancellationToken);
        _lock = await DatabaseLock.TakeForBotAsync(database, cancellationToken);
        if (await fingerprint.CheckAsync(cancellationToken))
        {
            LogNewKey(logger);
        }

        await batches.SweepAsync(cancellationToken);
        if (await owners.NarrowAsync(cancellationToken) is { Count: > 0 } former)
        {
            if (former.AreKept)
                LogForgottenOwners(logger, former.Count);
            else
                LogFormerOwners(logger, former.Count);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
            _lock = null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Agency:OwnerUserIds names {Count} people no more whose private chats heard what owners hear: they hear what is left to them. One who is named again writes /start to the bot")]
    private static partial void LogFormerOwners(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Agency:OwnerUserIds names nobody, and the private chats of {Count} people hear what owners hear by nothing else. Was the setting forgotten? They hear it as before, but may ask and change nothing as owners until it is there again. Whoever is no owner any more: chat list, then chat remove ID")]
    private static partial void LogForgottenOwners(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "The key file is not the one the database was written with, and Security:AcceptNewKey says to take it: customers known so far count as strangers. Take that setting away now")]
    private static partial void LogNewKey(ILogger logger);
}
