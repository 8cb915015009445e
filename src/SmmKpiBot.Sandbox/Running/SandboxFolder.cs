using System.Globalization;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.Chat;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>The folder of the sandbox: database, key file, and what a kept database needs to go on.</summary>
internal sealed class SandboxFolder(string path)
{
    private const string LockEnding = ".lock";

    private string DatabaseFile => Path.Combine(path, "sandbox.db");

    private string Journal => Path.Combine(path, "sandbox.run");

    public string ConnectionString => $"Data Source={DatabaseFile}";

    public string KeyFile => Path.Combine(path, "sandbox.key");

    /// <summary>Which run on this database it is, from 0; the day its figures were made for, and the latest time its clock showed.</summary>
    public sealed record Run(int Number, DateOnly MadeFor, DateTimeOffset LatestClock);

    /// <summary>Takes the folder for this process; the system lets go of it when the process ends, however it ends.</summary>
    /// <exception cref="PageException">Another sandbox has it, or it cannot be made or written to.</exception>
    public FileLock Take()
    {
        try
        {
            Directory.CreateDirectory(path);
            return FileLock.TryTake(Path.Combine(path, "folder" + LockEnding))
                ?? throw new PageException($"Another sandbox works in the folder {path}. Stop that one, or choose another folder: --data DIR");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PageException($"The folder {path} cannot be used ({exception.Message.TrimEnd('.')}). Choose another one: --data DIR");
        }
    }

    /// <summary>The last run, when its database is to be kept and is still there.</summary>
    public Run? Kept()
    {
        if (!File.Exists(DatabaseFile) || !File.Exists(Journal))
        {
            return null;
        }

        var lines = File.ReadAllLines(Journal);
        return new Run(
            int.Parse(lines[0], CultureInfo.InvariantCulture),
            DateOnly.ParseExact(lines[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(lines[2], CultureInfo.InvariantCulture));
    }

    public void Write(Run run)
    {
        Directory.CreateDirectory(path);
        File.WriteAllLines(Journal, [
            run.Number.ToString(CultureInfo.InvariantCulture),
            run.MadeFor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            run.LatestClock.ToString("O", CultureInfo.InvariantCulture),
        ]);
    }

    /// <summary>Makes sure that no bot works with the database, and deletes it where it is not to be kept.</summary>
    /// <exception cref="DatabaseException">A bot works with it.</exception>
    public async Task PrepareAsync(bool keeps, CancellationToken cancellationToken)
    {
        await using var database = new Database(Options.Create(new DatabaseOptions { ConnectionString = ConnectionString }));
        await using var alone = await DatabaseLock.TakeForBotAsync(database, cancellationToken);
        if (keeps)
        {
            return;
        }

        // By name: somebody's own files may be called alike.
        foreach (var file in (string[])[DatabaseFile, DatabaseFile + "-wal", DatabaseFile + "-shm", Journal, KeyFile])
        {
            File.Delete(file);
        }
    }
}
