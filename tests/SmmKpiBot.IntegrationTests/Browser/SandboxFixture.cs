using SmmKpiBot.Sandbox.Running;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>The whole sandbox, on a Friday morning unless a test says otherwise, with its real bot; started when the first test asks for it.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-sandbox-").FullName;
    private SandboxRun? _sandbox;

    internal SandboxRun Sandbox => _sandbox ?? throw new InvalidOperationException("The sandbox was not started.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <param name="collects">Whether the garden centre is there: the history of its accounts is filled in first, which takes long.</param>
    public async Task StartAsync(CancellationToken cancellationToken, DateTime? now = null, bool collects = false)
    {
        var options = new SandboxOptions
        {
            Page = new Uri("http://127.0.0.1:0"),
            DataDirectory = Path.Combine(_folder, "data"),
            Now = now ?? new DateTime(2026, 11, 20, 10, 41, 0),
            Collects = collects,
            Quiet = true,
        };
        _sandbox ??= await SandboxRun.StartAsync(options, TextWriter.Null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
