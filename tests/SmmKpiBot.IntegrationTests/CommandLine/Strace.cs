using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>Stands between the program and the system: to let calls fail, to kill at one, or to write down which were made.</summary>
internal static class Strace
{
    private const string Program = "strace";

    /// <summary>The words before a command line. Skips the test (in CI: fails it) where the tool is not there.</summary>
    public static string[] Of(params string[] arguments)
    {
        const string howToGetIt = "strace is not installed: apt-get install strace (Linux only).";
        if (Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program))) != true)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(howToGetIt);
            Assert.Skip(howToGetIt);
        }

        return [Program, "-f", "-qq", .. arguments];
    }

    /// <summary>Lets calls on some files go wrong.</summary>
    /// <param name="fault">As strace has it, e.g. <c>fsync:error=EIO:when=2</c>.</param>
    /// <param name="log">Where strace writes what it did.</param>
    public static string[] Injecting(string fault, string log, params string[] files) =>
        Of(["-o", log, "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault, .. files.SelectMany(file => (string[])["-P", file])]);
}
