using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>
/// One PostgreSQL server for the whole run, made from the installed binaries in a temporary folder, on a free port of the loopback address;
/// started by the first test that asks for it.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string HowToGetIt = "PostgreSQL is not installed: apt-get install postgresql (its binaries are enough; the test starts a server of its own).";
    private readonly SemaphoreSlim _starting = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "smmkpibot-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private int _port;
    private bool _running;

    private static bool IsRoot => Environment.UserName == "root";

    private static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A connection string of a new, empty database; skips the test (in CI: fails it) where PostgreSQL is not installed.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        var name = "test_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"create database {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task RestartAsync()
    {
        await RunAsync("pg_ctl", "-D", _folder, "-m", "fast", "-w", "-l", Path.Combine(_folder, "log"), "restart");
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop");
            Directory.Delete(_folder, recursive: true);
        }

        _starting.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>PostgreSQL refuses to run as root; the package made a user for it.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {await output}{await errors}");
    }

    private async Task StartAsync()
    {
        if (Binaries is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(HowToGetIt);
            Assert.Skip(HowToGetIt);
        }

        await _starting.WaitAsync();
        try
        {
            if (_running)
                return;
            _port = FreePort();
            await RunAsync("initdb", "-D", _folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            await File.AppendAllTextAsync(
                Path.Combine(_folder, "postgresql.conf"),
                $"\nport = {_port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\nfsync = off\n");
            await RunAsync("pg_ctl", "-D", _folder, "-w", "-l", Path.Combine(_folder, "log"), "start");
            _running = true;
        }
        finally
        {
            _starting.Release();
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true";
}
