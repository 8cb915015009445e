namespace SmmKpiBot.Data.Database;

/// <summary>
/// Says who works with the database. A bot on an SQLite file is alone; several bots may share a PostgreSQL database; a restore is alone with either.
/// The system takes the lock back when the process ends, however it ends.
/// </summary>
public static class DatabaseLock
{
    /// <summary>Taken by <c>run</c> for as long as it runs.</summary>
    /// <exception cref="DatabaseException">Another bot runs on the SQLite file, or a restore is under way.</exception>
    public static Task<IAsyncDisposable> TakeForBotAsync(Database database, CancellationToken cancellationToken) =>
        TakeAsync(database, alone: false, "Another bot runs on this database already, or it is being restored. End that first; two bots on one file would send everything twice.", cancellationToken);

    /// <summary>Taken by <c>restore</c>.</summary>
    /// <exception cref="DatabaseException">A bot runs on the database.</exception>
    public static Task<IAsyncDisposable> TakeForRestoreAsync(Database database, CancellationToken cancellationToken) =>
        TakeAsync(database, alone: true, "A bot runs on this database. Stop it, restore, and start it again.", cancellationToken);

    private static async Task<IAsyncDisposable> TakeAsync(Database database, bool alone, string refusal, CancellationToken cancellationToken)
    {
        try
        {
            return await database.Engine.TryTakeProgramLockAsync(alone, cancellationToken) ?? throw new DatabaseException(refusal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && database.Engine.Explain(exception) is { } why)
        {
            throw new DatabaseException(why, exception);
        }
    }
}
