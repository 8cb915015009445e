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
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
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

    /// <summary>EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows. A read-only file system, a full disk and the like are no other process.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
