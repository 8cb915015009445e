using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot;

/// <summary>What must be right before anything starts: the settings, the key file, the database with its migrations.</summary>
internal sealed class StartUp(IEnumerable<IStartupValidator> validators, KeyFile keyFile, Database database) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in validators)
        {
            validator.Validate();
        }

        keyFile.Check();
        await database.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
