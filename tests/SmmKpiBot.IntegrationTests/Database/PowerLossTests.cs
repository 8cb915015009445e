using Dapper;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>
/// A model of a disk whose power goes: what was not synced is missing, torn, or full of whatever was there. The files are copied between two commits and in
/// a checkpoint, made worse by a seed, and opened again.
/// </summary>
public sealed class PowerLossTests(PostgresServer server) : DatabaseTest(Dialect.Sqlite, server)
{
    private const int Page = 4096;
    private const int RowsAtOnce = 3;

    private readonly Random _random = new(20261123);

    private string File => Database.FilePath!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("create table told (n integer, bytes blob)", transaction: transaction), Cancel);
    }

    [Fact]
    public async Task Commit_PowerLostInTheMiddle_IsThereWholeOrNotAtAllAndThoseBeforeStay()
    {
        var before = Read(File + "-wal");
        for (var commit = 1; commit <= 10; commit++)
        {
            await TellAsync(commit);
            var after = Read(File + "-wal");
            Assert.True(after.Length > before.Length, "The log began anew: the cut would be in the wrong place.");
            foreach (var log in Torn(before.Length, after))
                Assert.InRange(await CommitsAsync(Read(File), log), commit - 1, commit);
            Assert.Equal(commit, await CommitsAsync(Read(File), after));
            before = after;
        }
    }

    [Fact]
    public async Task Checkpoint_PowerLostInTheMiddle_LosesNothing()
    {
        const int commits = 10;
        for (var commit = 1; commit <= commits; commit++)
            await TellAsync(commit);
        var (before, log) = (Read(File), Read(File + "-wal"));
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
            await connection.ExecuteAsync("pragma wal_checkpoint(full);");
        var after = Read(File);

        Assert.NotEqual(before, after);
        for (var time = 0; time < 20; time++)
            Assert.Equal(commits, await CommitsAsync(Mixed(before, after), log));
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private Task<int> TellAsync(int commit) => Database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "insert into told (n, bytes) values (@n, randomblob(@size))", Enumerable.Range(0, RowsAtOnce).Select(_ => new { n = commit, size = _random.Next(1, 30_000) }), transaction),
        Cancel);

    /// <summary>The log with its end missing, and with zeros and with noise in its place.</summary>
    private IEnumerable<byte[]> Torn(int synced, byte[] log)
    {
        for (var time = 0; time < 3; time++)
        {
            var cut = _random.Next(synced, log.Length);
            yield return log[..cut];
            yield return [.. log[..cut], .. new byte[log.Length - cut]];
            var noise = new byte[log.Length - cut];
            _random.NextBytes(noise);
            yield return [.. log[..cut], .. noise];
        }
    }

    /// <summary>Some pages are written already, some are not, and the file may have grown or not.</summary>
    private byte[] Mixed(byte[] before, byte[] after)
    {
        var mixed = after[.._random.Next(before.Length, after.Length + 1)];
        for (var at = 0; at + Page <= before.Length; at += Page)
        {
            if (_random.Next(2) == 0)
                before.AsSpan(at, Page).CopyTo(mixed.AsSpan(at));
        }

        return mixed;
    }

    /// <summary>How many commits are found when such files are opened.</summary>
    private async Task<int> CommitsAsync(byte[] file, byte[] log)
    {
        var path = Path.Combine(TestDatabase.Folder, "lost.db");
        System.IO.File.Delete(path + "-shm");
        await System.IO.File.WriteAllBytesAsync(path, file, Cancel);
        await System.IO.File.WriteAllBytesAsync(path + "-wal", log, Cancel);
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("pragma integrity_check"));
        var rows = (await connection.QueryAsync<int>("select count(*) from told group by n")).AsList();
        Assert.All(rows, count => Assert.Equal(RowsAtOnce, count));
        return rows.Count;
    }
}
