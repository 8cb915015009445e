using System.Diagnostics;
using System.Text.Json;
using SmmKpiBot.Bot.CommandLine;
using SmmKpiBot.IntegrationTests.Canary;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>The built program, run as a user runs it, in a folder of its own.</summary>
public sealed class BotProcess : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("smmkpibot-cli-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string WriteFile(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public async Task<Run> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>All that a started program said, as soon as it ends.</summary>
    public static async Task<Run> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Watched(new Run(process.ExitCode, await output, await error));
    }

    /// <summary>Runs a verb that has to work.</summary>
    public async Task<Run> DoneAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}: {run.Error}");
        return run;
    }

    /// <summary>The same command line without a process of its own: for tables of many cases.</summary>
    public async Task<Run> SayAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] here = ["--Database:ConnectionString", $"Data Source={PathOf("bot.db")}", "--Security:KeyFile", PathOf("bot.key")];
        var exitCode = await BotCommandLine.RunAsync([.. here, .. arguments], output, error);
        return Watched(new Run(exitCode, output.ToString(), error.ToString()));
    }

    public Process Start(params string[] arguments) => StartUnder([], [], arguments);

    /// <summary>The same as the child of another program, such as strace, and with an environment of its own.</summary>
    public Process StartUnder(string[] wrapper, Dictionary<string, string> environment, params string[] arguments)
    {
        string[] line = [.. wrapper, "dotnet", Path.Combine(AppContext.BaseDirectory, "SmmKpiBot.Bot.dll"), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Run Watched(Run run)
    {
        CanaryRun.Watch.Look("answer", "a verb", run.Output);
        CanaryRun.Watch.Look("stderr", "a verb", run.Error);
        return run;
    }

    public sealed record Run(int ExitCode, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
