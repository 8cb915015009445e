using System.Diagnostics;
using System.Globalization;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>The other end of <see cref="FanoutBot"/>: starts it, gives it words, ends or kills it.</summary>
internal sealed class FanoutChild : IAsyncDisposable
{
    /// <summary>A life after a crash begins later than all that the one before has seen.</summary>
    private static readonly TimeSpan BetweenLives = TimeSpan.FromHours(1);

    /// <summary>A Friday at noon, when nobody sleeps.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly Process _process;

    private FanoutChild(Process process) => _process = process;

    public double PeakMemory => ProcessMemory.Peak(_process.Id);

    /// <param name="warm">So many chats more are told something before it is ready.</param>
    /// <param name="life">0, then one more for each life after a crash.</param>
    public static async Task<FanoutChild> StartAsync(FanoutStore store, string baseUrl, int alerts, int warm, int life)
    {
        var now = Noon + (life * BetweenLives);
        return await StartAsync([FanoutBot.Verb, store.ConnectionString, store.KeyFile, baseUrl, Number(alerts), Number(warm), now.ToString("O", CultureInfo.InvariantCulture)]);
    }

    /// <summary>The floor instead of the bot, on a database of its own.</summary>
    public static Task<FanoutChild> StartFloorAsync(string connectionString, string baseUrl, int alerts, int warm) =>
        StartAsync([FanoutFloor.Verb, connectionString, baseUrl, Number(alerts), Number(warm)]);

    private static async Task<FanoutChild> StartAsync(IEnumerable<string> arguments)
    {
        var child = new FanoutChild(ImageProcess.Start(arguments));
        await child.HeardAsync(FanoutBot.Ready);
        return child;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gives it a word; <see cref="HeardAsync"/> tells when it has done it.</summary>
    public async Task SayAsync(string word)
    {
        await _process.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
    }

    public async Task HeardAsync(string word)
    {
        string? heard;
        do
        {
            heard = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The bot ended before it was done with \"{word}\".");
        }
        while (heard != word);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SayAsync(FanoutBot.End);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
