using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>Says in words what the disk under an SQLite file does not do.</summary>
public static class DiskTrouble
{
    private const int Fails = 10;
    private const int IsFull = 13;

    /// <summary>What is wrong and what to do; null when it is something else.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: IsFull } => "The disk is full: make room for the file of Database:ConnectionString and try again. What was stored before is safe.",
        SqliteException { SqliteErrorCode: Fails } => "The disk under the database fails: the file of Database:ConnectionString could not be read or written. Check the disk, then try again.",
        _ => null,
    };
}
