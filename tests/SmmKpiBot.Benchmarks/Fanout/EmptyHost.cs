using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>A web host with nothing in it: what any .NET server takes of the memory.</summary>
internal static class EmptyHost
{
    public const string Verb = "fanout-empty";

    /// <summary>What the child does: it starts, says so, and waits for its end.</summary>
    public static async Task RunAsync()
    {
        await using var host = WebApplication.CreateSlimBuilder().Build();
        host.Urls.Add("http://127.0.0.1:0");
        await host.StartAsync();
        await Console.Out.WriteLineAsync(FanoutBot.Ready);
        Console.ReadLine();
    }

    /// <summary>In MiB.</summary>
    public static async Task<double> MeasureAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EmptyHost).Assembly.Location, Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The empty host did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != FanoutBot.Ready)
        {
            // What it logs of its start.
        }

        var peak = ProcessMemory.Peak(process.Id);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return peak;
    }
}
