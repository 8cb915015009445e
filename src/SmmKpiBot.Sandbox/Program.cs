using System.Runtime.InteropServices;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.Chat;
using SmmKpiBot.Sandbox.Running;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(SandboxOptions.Help);
    return 0;
}

using var notices = new TerminalWriter(Console.Error);
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var options = SandboxOptions.Parse(args);
    await using var sandbox = await SandboxRun.StartAsync(options, notices, stop.Token);
    Console.WriteLine($"Open {sandbox.Page.Address} in a browser. Ctrl+C stops the sandbox.");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (FormatException error)
{
    notices.WriteLine(error.Message);
    return 2;
}
catch (Exception error) when (error is PageException or DatabaseException)
{
    notices.WriteLine(error.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
