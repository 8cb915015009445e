using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Benchmarks.Fanout;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Clock;
using SmmKpiBot.Sandbox.Networks.Live;
using SmmKpiBot.Sandbox.Scene;

namespace SmmKpiBot.Benchmarks.Networks;

/// <summary>A daily round of 200 clients with an account in each network, against the stand-ins that the sandbox has.</summary>
internal sealed class NetworksBenchmark : IBenchmark
{
    private const int Clients = 200;
    private const int AtOnce = 24;
    private const double Goal = 1.3;
    private const double GoalOfMemory = 250;

    /// <summary>Milliseconds until an answer begins; the real networks take longer.</summary>
    private const int Distance = 50;

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public string Verb => "networks";

    public string What =>
        $"A daily round of {Clients} clients x 6 networks over the sandbox's stand-ins, which tell of one brand each; {AtOnce} accounts at once, the bot in a process of its own on the same machine. Floor: the same calls by a bare HttpClient loop in that process, as many at once; both once over stand-ins that answer at once, so that everything but the processor is free, and once with every answer {Distance} ms away, as over the Internet. Goals <= {Goal} x and <= {GoalOfMemory:0} MB.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-networks-").FullName;
        try
        {
            var clock = new MovableTimeProvider(Noon);
            await using var telegram = await BotApiServer.StartAsync(new BotApiOptions(), cancellationToken);
            await using var standIns = await StandIns.StartAsync(clock, DateOnly.FromDateTime(Noon.UtcDateTime), telegram, new AgencyScene(telegram.World).Channel, cancellationToken);
            await MeasureAsync(Directory.CreateDirectory(Path.Combine(folder, "time")).FullName, clock, standIns, telegram.Token, cancellationToken);
            await WeighAsync(Directory.CreateDirectory(Path.Combine(folder, "memory")).FullName, clock, standIns, telegram.Token, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, MovableTimeProvider clock, StandIns standIns, string token, CancellationToken cancellationToken)
    {
        using var child = await StartAsync(folder, standIns, token, clock, isRecorded: true, cancellationToken);
        await TellAsync("first round, all of it new", child);
        await CompareAsync(child, clock, "answered at once");
        await AskAsync(child, $"{NetworksBot.Distance} {Distance}");
        await CompareAsync(child, clock, string.Create(CultureInfo.InvariantCulture, $"answers {Distance} ms away"));
        await AskAsync(child, $"{NetworksBot.Distance} 0");

        await AskAsync(child, NetworksBot.Due);
        var again = await TellAsync("the same again, nothing changed", child);
        Figures.Check(again.Rows == 0, $"a round that changes nothing writes no row: {again.Rows:#,0}");
        await EndAsync(child, cancellationToken);
    }

    /// <summary>The round of another day against its own calls.</summary>
    private static async Task CompareAsync(Process child, MovableTimeProvider clock, string how)
    {
        await NextDayAsync(child, clock);
        var day = await TellAsync($"daily round, {how}", child);
        var floor = JsonSerializer.Deserialize<NetworksReport>(await AskAsync(child, NetworksBot.Replay))!;
        Figures.TimeRatio(Once($"daily round, {how}", day), Once("floor, the same calls by a bare HttpClient", floor), Goal);
    }

    /// <summary>In a process that remembers no calls: they are the benchmark's, not the bot's.</summary>
    private static async Task WeighAsync(string folder, MovableTimeProvider clock, StandIns standIns, string token, CancellationToken cancellationToken)
    {
        using var child = await StartAsync(folder, standIns, token, clock, isRecorded: false, cancellationToken);
        await AskAsync(child, NetworksBot.Collect);
        var first = Megabytes(child);
        ProcessMemory.ForgetPeak(child.Id);
        await NextDayAsync(child, clock);
        await AskAsync(child, NetworksBot.Collect);
        var memory = Megabytes(child);
        Figures.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"memory of the bot at its peak (RSS) in the daily round: {memory:0} MB, in the first: {first:0} MB   goal <= {GoalOfMemory:0} MB: {(memory <= GoalOfMemory ? "reached" : "missed")}"));
        await EndAsync(child, cancellationToken);
    }

    private static double Megabytes(Process child) => ProcessMemory.Peak(child.Id) * 1.048576;

    private static async Task NextDayAsync(Process child, MovableTimeProvider clock)
    {
        clock.MoveTo(clock.GetUtcNow().AddDays(1));
        await AskAsync(child, $"{NetworksBot.MoveTo} {clock.GetUtcNow():O}");
    }

    private static async Task EndAsync(Process child, CancellationToken cancellationToken)
    {
        child.StandardInput.Close();
        await child.WaitForExitAsync(cancellationToken);
    }

    private static Times Once(string name, NetworksReport report) => new(name, [TimeSpan.FromSeconds(report.Seconds)]);

    private static async Task<NetworksReport> TellAsync(string name, Process child)
    {
        var report = JsonSerializer.Deserialize<NetworksReport>(await AskAsync(child, NetworksBot.Collect))!;
        var share = report.NetworkSeconds / (report.Seconds * AtOnce);
        Figures.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {report.Seconds:0.0} s, {report.Calls:#,0} calls ({report.Failed:#,0} refused), {report.Rows:#,0} rows ({report.Rows / report.Seconds:#,0}/s), {share:P0} of the places' time waiting for the network"));
        return report;
    }

    private static async Task<string> AskAsync(Process child, string line)
    {
        await child.StandardInput.WriteLineAsync(line);
        await child.StandardInput.FlushAsync();
        return await HearAsync(child);
    }

    private static async Task<string> HearAsync(Process child) => await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The bot ended before its time.");

    private static async Task<Process> StartAsync(string folder, StandIns standIns, string token, MovableTimeProvider clock, bool isRecorded, CancellationToken cancellationToken)
    {
        var setup = new NetworksSetup
        {
            Folder = folder,
            Now = clock.GetUtcNow(),
            IsRecorded = isRecorded,
            Clients = Clients,
            AtOnce = AtOnce,
            Settings = new Dictionary<string, string>(standIns.Settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value ?? "")))
            {
                ["Telegram:Token"] = token,

                // All clients have the same channel; a project has units for a few.
                ["Networks:YouTube:DailyUnits"] = "100000000",
            },
            Places = [.. standIns.All.Select(standIn => new NetworkPlace(standIn.Network, standIn.PlaceId, standIn.Secrets))],
        };
        var file = Path.Combine(folder, "setup.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(setup), cancellationToken);
        var child = ImageProcess.Start([NetworksBot.Verb, file]);
        return await HearAsync(child) == NetworksBot.Ready ? child : throw new InvalidOperationException("The bot is not ready.");
    }
}
