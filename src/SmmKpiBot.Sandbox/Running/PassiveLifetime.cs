namespace SmmKpiBot.Sandbox.Running;

/// <summary>The sandbox alone listens to Ctrl+C, and stops its hosts in order.</summary>
internal sealed class PassiveLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
