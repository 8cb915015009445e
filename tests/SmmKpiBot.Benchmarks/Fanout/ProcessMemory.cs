using System.Globalization;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>What Linux says of the memory of a process.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that was ever resident, in MiB.</summary>
    public static double Peak(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>From now on the peak is the one after this moment.</summary>
    public static void ForgetPeak(int processId) => File.WriteAllText($"/proc/{processId}/clear_refs", "5");
}
