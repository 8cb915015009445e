using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Everything the doctor looks at, in the order in which one thing needs the other.</summary>
internal sealed class Examination(IServiceProvider services)
{
    private readonly IServiceProvider _services = services;

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Settings();
        yield return KeyFile();
        yield return Disk();
        var database = await DatabaseAsync(cancellationToken);
        yield return database;
        foreach (var finding in await TelegramAsync(cancellationToken))
        {
            yield return finding;
        }

        if (database.Health != Health.Wrong)
        {
            if (await KeyProblemAsync(cancellationToken) is { } problem)
            {
                yield return problem;
            }

            foreach (var finding in await new UpdatesCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }

            yield return await OutboxAsync(cancellationToken);
            foreach (var finding in await new FeedsCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }

            foreach (var finding in await new RulesCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }

            foreach (var finding in await new EscalationCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }

            if (await new OperatorCheck(_services).RunAsync(cancellationToken) is { } operators)
                yield return operators;
            foreach (var finding in await new RatesCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }

            foreach (var finding in await new AccountCheck(_services).RunAsync(cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private Finding Settings()
    {
        try
        {
            _services.GetRequiredService<IStartupValidator>().Validate();
            return new("settings", Health.Ok, "All settings are allowed.");
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            return new("settings", Health.Wrong, ErrorText.Of(exception));
        }
    }

    private Finding KeyFile()
    {
        try
        {
            _services.GetRequiredService<KeyFile>().Check();
            return new("key file", Health.Ok, "The key file can be used; keep a copy of it apart from the database.");
        }
        catch (Exception exception) when (exception is KeyFileException or OptionsValidationException)
        {
            return new("key file", Health.Wrong, exception.Message);
        }
    }

    /// <summary>A key file that is missing, unreadable or short was found before.</summary>
    private async Task<Finding?> KeyProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _services.GetRequiredService<KeyFingerprint>().ProblemAsync(cancellationToken) is { } problem ? new("key file", Health.Wrong, problem) : null;
        }
        catch (Exception exception) when (exception is KeyFileException or OptionsValidationException)
        {
            return null;
        }
    }

    private Finding Disk()
    {
        const long Scarce = 100_000_000;
        const long Little = 1_000_000_000;
        var folder = _services.GetRequiredService<Database>().FilePath is { } file ? Path.GetDirectoryName(file) : null;
        var free = new DriveInfo(folder is not null && Directory.Exists(folder) ? folder : Directory.GetCurrentDirectory()).AvailableFreeSpace;
        var text = $"{free / 1_000_000} MB free.";
        return free switch
        {
            < Scarce => new("disk", Health.Wrong, text + " Make room: nothing can be stored on a full disk."),
            < Little => new("disk", Health.Notice, text + " Make room before it is full."),
            _ => new("disk", Health.Ok, text),
        };
    }

    private async Task<Finding> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var database = _services.GetRequiredService<Database>();
            await database.MigrateAsync(cancellationToken);
            await using var connection = await database.OpenAsync(cancellationToken);
            var said = database.Dialect == Dialect.Sqlite
                ? await connection.ExecuteScalarAsync<string>(new CommandDefinition("PRAGMA quick_check(1);", cancellationToken: cancellationToken))
                : await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT 'ok';", cancellationToken: cancellationToken));
            return said == "ok"
                ? new("database", Health.Ok, $"{database.Dialect} answers, all migrations are applied.")
                : new("database", Health.Wrong, $"The database is damaged ({said}): stop the bot and restore a backup.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new("database", Health.Wrong, ErrorText.Of(exception));
        }
    }

    private async Task<IReadOnlyList<Finding>> TelegramAsync(CancellationToken cancellationToken)
    {
        var options = _services.GetRequiredService<IConfiguration>().GetSection(TelegramOptions.Section).Get<TelegramOptions>() ?? new TelegramOptions();
        string? token;
        try
        {
            token = options.ReadToken();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            token = null;
        }

        if (token is null)
        {
            return [new("token", Health.Wrong, "No bot token: put the one that @BotFather gave you into the environment variable Telegram__Token, or its file into Telegram__TokenFile.")];
        }

        var http = _services.GetRequiredService<IHttpClientFactory>().CreateClient(BotIdentity.HttpClientName);
        var bot = await BotIdentity.AskAsync(http, options, token, cancellationToken);
        List<Finding> findings = [bot.Problem is null ? new("token", Health.Ok, $"The bot is @{bot.Username}.") : new("token", Health.Wrong, bot.Problem)];
        if (bot.Problem is null)
        {
            findings.Add(bot.ReadsGroups
                ? new("privacy mode", Health.Ok, "Off: files in staff groups and messages in measured groups are seen.")
                : new("privacy mode", Health.Notice, "On: in groups the bot sees only commands and replies. For files in staff groups, and to measure answers in groups where it is no administrator, switch it off: @BotFather, /setprivacy, then add the bot anew."));
            findings.Add(bot.IsForBusiness
                ? new("business mode", Health.Ok, "On: business accounts can be connected to the bot.")
                : new("business mode", Health.Notice, "Off: messages of business accounts cannot be measured. Switch it on: @BotFather, /mybots, Bot Settings, Business Mode."));
        }

        if (bot.ServerTime is { } serverTime)
        {
            findings.Add(Clock(serverTime));
        }

        return findings;
    }

    private Finding Clock(DateTimeOffset serverTime)
    {
        var difference = _services.GetRequiredService<TimeProvider>().GetUtcNow() - serverTime;
        return difference.Duration() < TimeSpan.FromMinutes(1)
            ? new("clock", Health.Ok, "Agrees with the Bot API server.")
            : new("clock", Health.Wrong, $"Differs from the Bot API server by {difference.TotalMinutes:0} minutes: digests come at wrong hours. Switch time synchronisation on.");
    }

    private async Task<Finding> OutboxAsync(CancellationToken cancellationToken)
    {
        var counts = await _services.GetRequiredService<OutboxStore>().CountAsync(cancellationToken);
        var text = $"{counts.Waiting} messages wait, {counts.Dead} could not be delivered, {counts.DisabledChats} chats are switched off.";
        return counts.Dead == 0 ? new("outbox", Health.Ok, text) : new("outbox", Health.Notice, text + " See outbox list --state dead.");
    }
}
