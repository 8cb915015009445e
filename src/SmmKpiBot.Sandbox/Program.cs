using System.Runtime.InteropServices;
using SmmKpiBot.Sandbox.Chat;
using SmmKpiBot.Sandbox.Running;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(SandboxOptions.Help);
    return 0;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var options = SandboxOptions.Parse(args);
    Console.Error.WriteLine("Inventing four clients: three with 13 months of figures, one whose accounts are collected …");
    await using var sandbox = await SandboxRun.StartAsync(options, stop.Token);
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
    Console.Error.WriteLine(error.Message);
    return 2;
}
catch (PageException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
