namespace SmmKpiBot.Data.Clients;

/// <summary>Erases every row and queued message of a client, so that no byte of it stays in the database file.</summary>
public sealed class ClientEraser(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>Writes all rows of the client as a ZIP of CSV files (the import layouts, plus settings) into <paramref name="destination"/>.</summary>
    public Task ExportAsync(long clientId, Stream destination, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Erases the client and compacts the file.</summary>
    public Task EraseAsync(long clientId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
