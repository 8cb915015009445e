using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// Takes and restores backups. A backup is one file for both engines: what was taken from SQLite can be restored into PostgreSQL and the other way
/// round, which is also the way to move.
/// </summary>
public sealed class DatabaseBackup(Database database, TimeProvider timeProvider)
{
    /// <summary>Why a message ends unsent that was due when the backup was taken.</summary>
    public const string Restored = "restored from a backup";

    private const int MostNamed = 5;

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>There is no file yet.</summary>
    private bool IsNew => _database.Engine is SqliteEngine sqlite && !File.Exists(sqlite.FilePath);

    /// <summary>Is this file a backup of this program, whether or not its content is whole?</summary>
    public static bool IsBackup(string path) => BackupFile.HasMarks(path);

    /// <summary>Writes a consistent copy while the bot runs; the file appears when it is whole, with mode 0600.</summary>
    /// <exception cref="DatabaseException">The copy cannot be made.</exception>
    public async Task BackupAsync(string path, CancellationToken cancellationToken)
    {
        var draft = $"{Path.GetFullPath(path)}.{Guid.NewGuid():N}.part";
        try
        {
            await using (PrivateFile.Create(draft))
            {
            }

            var takenAt = _timeProvider.GetUtcNow();
            if (_database.Dialect == Dialect.Sqlite)
                await CopySqliteAsync(draft, cancellationToken);
            else
                await CopyPostgresAsync(draft, cancellationToken);
            await BackupFile.SealAsync(draft, takenAt, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"{path} cannot be written: {WithoutDraft(exception.Message, draft, path)}", exception);
        }
        finally
        {
            SqliteFiles.Delete(draft);
        }
    }

    /// <summary>
    /// Puts the content of a backup in the place of the database's, in one transaction. What was waiting to be sent then is not sent again, and clients that
    /// were erased since stay erased.
    /// </summary>
    /// <param name="force">Restores even though the database knows something that happened after the backup.</param>
    /// <returns>How many clients of the backup were erased since, and so are not in the database.</returns>
    /// <exception cref="DatabaseException">A bot runs; the file is damaged, of another program, of a newer version, or older than the database's content.</exception>
    public async Task<int> RestoreAsync(string path, bool force, CancellationToken cancellationToken)
    {
        await using var alone = await DatabaseLock.TakeForRestoreAsync(_database, cancellationToken);
        var work = Path.Combine(Path.GetTempPath(), $"smmkpibot-restore-{Guid.NewGuid():N}.db");
        try
        {
            var takenAt = await BackupFile.UnsealAsync(path, work, cancellationToken);
            var erased = await ErasedAsync(work, force, cancellationToken);
            var gone = await PrepareAsync(work, path, takenAt, erased, cancellationToken);
            if (!force)
                await RequireNothingNewerAsync(path, work, takenAt, cancellationToken);
            if (_database.Engine is SqliteEngine sqlite)
                await RestoreSqliteAsync(sqlite, work, force, cancellationToken);
            else
                await RestorePostgresAsync(work, cancellationToken);
            return gone;
        }
        finally
        {
            SqliteFiles.Delete(work);
        }
    }

    /// <summary>People named a file; that it is written aside first is no business of theirs.</summary>
    private static string WithoutDraft(string reason, string draft, string path) =>
        Directory.Exists(Path.GetDirectoryName(draft)) ? reason.Replace(draft, path, StringComparison.Ordinal) : "its folder does not exist.";

    /// <summary>The newest thing the database knows, or null when it knows nothing.</summary>
    private static async Task<DateTimeOffset?> NewestAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            select max(at) from (
                select max(completed_at) as at from batch union all select max(undone_at) from batch
                union all select max(created_at) from outbox union all select max(ended_at) from outbox
                union all select max(received_at) from update_inbox union all select max(bound_at) from bound_chat
                union all select max(granted_at) from user_role union all select max(closed_at) from wait_closure
                union all select max(created_at) from api_token union all select max(revoked_at) from api_token
                union all select max(created_at) from invitation union all select max(revoked_at) from invitation
                union all select max(changed_at) from alert_rule union all select max(recorded_at) from conflict_event
                union all select max(stored_at) from credential union all select max(disconnected_at) from account
                union all select max(erased_at) from erased_client) newest
            """;
        var newest = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return newest is { } micros ? UnixMicros.ToInstant(micros) : null;
    }

    /// <summary>Clients that are not in a copy as they are in the database, but for those it knows to be erased: their version counts every change of keys, accounts and figures.</summary>
    private static async Task<IReadOnlyList<string>> ChangedAsync(DbConnection connection, DbConnection copy)
    {
        const string sql = "select id, version, slug from client order by slug";
        var erased = (await Tombstones.ReadAsync(copy)).Select(client => client.Id).ToHashSet();
        var before = (await copy.QueryAsync<(long Id, long Version, string Slug)>(sql)).ToDictionary(client => client.Id);
        return [.. (await connection.QueryAsync<(long Id, long Version, string Slug)>(sql))
            .Where(client => !erased.Contains(client.Id) && (!before.TryGetValue(client.Id, out var known) || known.Slug != client.Slug || known.Version < client.Version))
            .Select(client => client.Slug)];
    }

    private async Task CopySqliteAsync(string draft, CancellationToken cancellationToken)
    {
        // An owner's connection: VACUUM INTO writes nothing here, yet a read-only one refuses it.
        await using var connection = await _database.Engine.OpenOwnerAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("vacuum into @draft", new { draft }, commandTimeout: 0, cancellationToken: cancellationToken));
    }

    private async Task CopyPostgresAsync(string draft, CancellationToken cancellationToken)
    {
        await using (var copy = SqliteFiles.Open(draft))
        {
            await copy.MigrateAsync(cancellationToken);
            await using var source = await _database.OpenAsync(cancellationToken);
            await using var snapshot = await _database.BeginSnapshotAsync(source, cancellationToken);
            await copy.WriteAsync((target, transaction) => TableCopy.CopyAsync(source, target, transaction, cancellationToken), cancellationToken);
        }

        await SqliteFiles.CloseLogAsync(draft, cancellationToken);
    }

    /// <summary>Clients that the database knows to be erased; none where it is another than the one that the backup was taken of, or cannot be read.</summary>
    private async Task<IReadOnlyList<(long Id, long ErasedAt)>> ErasedAsync(string work, bool force, CancellationToken cancellationToken)
    {
        if (IsNew)
            return [];
        try
        {
            await _database.MigrateAsync(cancellationToken);
            await using var connection = await _database.OpenAsync(cancellationToken);
            return await IsOfAnotherAsync(work, connection, cancellationToken) ? [] : await Tombstones.ReadAsync(connection);
        }
        catch (Exception exception) when (force && exception is DatabaseException or DbException)
        {
            return [];
        }
    }

    /// <summary>A backup of before databases had an identity may be of this one.</summary>
    private static async Task<bool> IsOfAnotherAsync(string work, DbConnection connection, CancellationToken cancellationToken)
    {
        const string hasIdentity = "select count(*) from sqlite_master where type = 'table' and name = 'database_identity'";
        const string identity = "select id from database_identity";
        await using var copy = await SqliteFiles.ConnectAsync(work, cancellationToken);
        return await copy.ExecuteScalarAsync<long>(hasIdentity) > 0 && await copy.ExecuteScalarAsync<string>(identity) != await connection.ExecuteScalarAsync<string>(identity);
    }

    /// <summary>Checks the copy, brings it to our schema and takes from it what must not happen twice, and whoever was erased after it was taken.</summary>
    /// <returns>How many clients that is.</returns>
    private async Task<int> PrepareAsync(string work, string path, DateTimeOffset takenAt, IReadOnlyList<(long Id, long ErasedAt)> erased, CancellationToken cancellationToken)
    {
        const string clients = "select id from client";
        const string cancelUnsent = $"""
            update outbox set state = 5, ended_at = @now, reason = '{Restored}'
            where state in (0, 1, 3) and (not_before is null or not_before <= @now)
            """;
        const string forgetUpdates = "delete from update_inbox where body is not null";
        const string remember = "insert into restoration (restored_at) values (@now) on conflict do nothing";
        List<(long Id, long ErasedAt)> gone;
        await using (var copy = SqliteFiles.Open(work))
        {
            await using (var connection = await copy.Engine.OpenOwnerAsync(cancellationToken))
            {
                if (await connection.ExecuteScalarAsync<string>("PRAGMA integrity_check") is var finding && finding != "ok")
                    throw new DatabaseException($"{path} is damaged: {finding}. Take another backup.");
            }

            await copy.MigrateAsync(cancellationToken);
            var now = UnixMicros.Of(_timeProvider.GetUtcNow());
            await copy.WriteAsync(
                async (connection, transaction) =>
                {
                    await connection.ExecuteAsync(cancelUnsent, new { now }, transaction);
                    await connection.ExecuteAsync(forgetUpdates, transaction: transaction);
                    await connection.ExecuteAsync(remember, new { now }, transaction);
                    await Tombstones.NoteAsync(connection, transaction, erased);
                },
                cancellationToken);
            await using (var connection = await copy.OpenAsync(cancellationToken))
            {
                var held = (await connection.QueryAsync<long>(clients)).ToHashSet();
                gone = [.. erased.Where(one => one.ErasedAt > UnixMicros.Of(takenAt) && held.Contains(one.Id))];
            }

            foreach (var (id, erasedAt) in gone)
                await ClientEraser.EraseAsync(copy, id, UnixMicros.ToInstant(erasedAt), cancellationToken);
        }

        await SqliteFiles.CloseLogAsync(work, cancellationToken);
        return gone.Count;
    }

    private async Task RequireNothingNewerAsync(string path, string work, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        if (IsNew)
            return;
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var copy = await SqliteFiles.ConnectAsync(work, cancellationToken);
        if (await ChangedAsync(connection, copy) is [_, ..] changed)
        {
            throw new DatabaseException(
                $"{path} was taken at {takenAt:yyyy-MM-dd HH:mm:ss} UTC, and what has changed since at {string.Join(", ", changed.Take(MostNamed))}{(changed.Count > MostNamed ? " and others" : "")} would be lost. Back the database up first; then restore with --force.");
        }

        if (await NewestAsync(connection, cancellationToken) is { } newest && newest > takenAt)
        {
            throw new DatabaseException(
                $"{path} was taken at {takenAt:yyyy-MM-dd HH:mm:ss} UTC, and the database knows of things until {newest:yyyy-MM-dd HH:mm:ss} UTC, which would be lost. Back it up first; then restore with --force.");
        }
    }

    /// <summary>SQLite's own copying into the open database: other processes see it as one transaction, and no log of the old content can meet the new file.</summary>
    private async Task RestoreSqliteAsync(SqliteEngine engine, string work, bool force, CancellationToken cancellationToken)
    {
        try
        {
            await _database.MigrateAsync(cancellationToken);
        }
        catch (DatabaseException) when (force)
        {
            SqliteFiles.SetAside(engine.FilePath, _timeProvider.GetUtcNow());
            await _database.MigrateAsync(cancellationToken);
        }

        await using var source = await SqliteFiles.ConnectAsync(work, cancellationToken);
        await using (var target = (SqliteConnection)await engine.OpenOwnerAsync(cancellationToken))
            source.BackupDatabase(target);
        await engine.PrepareAsync(cancellationToken);
    }

    private async Task RestorePostgresAsync(string work, CancellationToken cancellationToken)
    {
        await _database.MigrateAsync(cancellationToken);
        await using var source = await SqliteFiles.ConnectAsync(work, cancellationToken);
        await _database.WriteAsync((target, transaction) => TableCopy.CopyAsync(source, target, transaction, cancellationToken), cancellationToken);
    }
}
