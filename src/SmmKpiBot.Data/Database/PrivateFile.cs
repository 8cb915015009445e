namespace SmmKpiBot.Data.Database;

/// <summary>Files that only their owner may read: they hold what customers wrote.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// A new empty file; one that is there is not touched, not even opened: closing it would drop every lock this process has on it (POSIX knows them by file, not by
    /// handle), and SQLite would go on without those it believes in.
    /// </summary>
    public static void CreateIfMissing(string path)
    {
        if (File.Exists(path))
            return;
        try
        {
            Open(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker.
        }
    }

    public static FileStream Create(string path) => Open(path, FileMode.Create);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
