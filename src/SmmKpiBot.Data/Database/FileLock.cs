namespace SmmKpiBot.Data.Database;

/// <summary>A file that one process holds open; the system lets go of it when the process ends, however it ends.</summary>
public sealed class FileLock : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>The lock, or null when another process (or part of this one) holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    internal static async Task<FileLock> WaitAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Another process holds it in real time, whatever clock this program was given.
        var clock = TimeProvider.System;
        for (var began = clock.GetTimestamp(); ;)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (clock.GetElapsedTime(began) > patience)
                throw new DatabaseException($"Another process holds {path}. End it and start again.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
