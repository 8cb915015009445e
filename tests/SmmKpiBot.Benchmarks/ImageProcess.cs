using System.Diagnostics;

namespace SmmKpiBot.Benchmarks;

/// <summary>This program once more, in a process of its own with the settings of .NET that the bot's image has (see its Dockerfile).</summary>
internal static class ImageProcess
{
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ImageProcess).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";

        // The image's code is compiled before; here it is at its first call, and like there not a second time while it is measured.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
    }
}
