using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>The single writer when commits fail, and when a work of the background waits beside others.</summary>
public sealed class SqliteWriteQueueTests(PostgresServer server) : DatabaseTest(Dialect.Sqlite, server)
{
    private readonly ConcurrentQueue<string> _order = new();

    [Fact]
    public async Task WriteAsync_CommitFailsAfterItIsDurable_DoesNothingTwice()
    {
        await using var queue = Failing(new Faults { AfterCommits = 1 });

        await TogetherAsync(queue, Add("a"), Add("b"), Add("c"));

        Assert.Equal(["a", "b", "c"], await NotedAsync());
        Assert.Empty(_order);
    }

    [Fact]
    public async Task WriteAsync_CommitFailsBeforeItIsDurable_StoresAllOnce()
    {
        await using var queue = Failing(new Faults { BeforeCommits = 1 });

        await TogetherAsync(queue, Add("a"), Add("b"), Add("c"));

        Assert.Equal(["a", "b", "c"], await NotedAsync());
        Assert.Empty(_order);
    }

    [Fact]
    public async Task WriteAsync_SecondGroupFailsBeforeItsCommit_IsNotTakenForTheFirst()
    {
        var faults = new Faults();
        await using var queue = Failing(faults);
        await TogetherAsync(queue, Add("a"), Add("b"));

        faults.BeforeCommits = 1;
        await TogetherAsync(queue, Add("c"), Add("d"));

        Assert.Equal(["a", "b", "c", "d"], await NotedAsync());
    }

    [Fact]
    public async Task WriteAsync_OneOfAGroupFailsAndTheCommitSeemsTo_OnlyThatOneIsTold()
    {
        await using var queue = Failing(new Faults { AfterCommits = 1 });

        await TogetherAsync(queue, Add("a"), (_, _) => throw new FormatException(), Add("c"));

        Assert.Equal(["a", "c"], await NotedAsync());
        Assert.Equal(["FormatException"], _order);
    }

    [Fact]
    public async Task WriteAsync_NotReadableAfterAFailedCommit_SaysThatItIsNotKnown()
    {
        await using var queue = Failing(new Faults { AfterCommits = 1, Opens = 1 });

        await TogetherAsync(queue, Add("a"), Add("b"));
        await queue.WriteAsync(Add("c"), isBackground: false, Cancel);

        Assert.Equal(["DatabaseException", "DatabaseException"], _order);
        Assert.Equal(["a", "b", "c"], await NotedAsync());
    }

    [Fact]
    public async Task WriteAsync_BackgroundBesideOthers_ComesAfterThemInACommitOfItsOwn()
    {
        await using var queue = Failing(new Faults());
        var (hold, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        var held = queue.WriteAsync(
            async (_, _) =>
            {
                begun.SetResult();
                await hold.Task;
                return 0;
            },
            isBackground: true,
            Cancel);
        await begun.Task;
        Task[] writes =
        [
            queue.WriteAsync(Noting("background"), isBackground: true, Cancel),
            queue.WriteAsync(Noting("one"), isBackground: false, Cancel),
            queue.WriteAsync(Noting("two"), isBackground: false, Cancel),
        ];
        Assert.True(queue.IsAwaited);
        hold.SetResult();
        await Task.WhenAll([held, .. writes]);

        Assert.Equal(["one", "two", "background"], _order);
        Assert.False(queue.IsAwaited);
    }

    [Fact]
    public async Task WriteAsync_WorkOfTheBackgroundFails_StoresNothingOfIt()
    {
        await using var queue = Failing(new Faults());

        await Assert.ThrowsAsync<FormatException>(() => queue.WriteAsync<int>(
            async (connection, transaction) =>
            {
                await Add("a")(connection, transaction);
                throw new FormatException();
            },
            isBackground: true,
            Cancel));

        Assert.Empty(await NotedAsync());
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("create table noted (what text not null)", transaction: transaction), Cancel);
    }

    private static Func<DbConnection, DbTransaction, Task<int>> Add(string what) =>
        (connection, transaction) => connection.ExecuteAsync("insert into noted (what) values (@what)", new { what }, transaction);

    private Func<DbConnection, DbTransaction, Task<int>> Noting(string what) => (_, _) =>
    {
        _order.Enqueue(what);
        return Task.FromResult(0);
    };

    /// <summary>Its clock stands still: what waits joins the commit however slow the machine is.</summary>
    private SqliteWriteQueue Failing(Faults faults) => new(
        () =>
        {
            faults.Open();
            var connection = new FaultyConnection($"Data Source={Database.FilePath};Pooling=False", faults);
            connection.Open();
            return connection;
        },
        new FakeTimeProvider());

    /// <summary>Runs works in one transaction and notes how each of their callers fared, in their order: nothing where it went well in all.</summary>
    private async Task TogetherAsync(SqliteWriteQueue queue, params Func<DbConnection, DbTransaction, Task<int>>[] works)
    {
        var hold = new TaskCompletionSource();
        var held = queue.WriteAsync(
            async (_, _) =>
            {
                await hold.Task;
                return 0;
            },
            isBackground: false,
            Cancel);
        var writes = works.Select(work => queue.WriteAsync(work, isBackground: false, Cancel)).ToArray();
        hold.SetResult();
        var outcomes = await Task.WhenAll([.. writes.Select(write => write.ContinueWith(ended => ended.Exception?.InnerException?.GetType().Name, Cancel, TaskContinuationOptions.None, TaskScheduler.Default))]);
        await held.ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        foreach (var failure in outcomes.OfType<string>())
            _order.Enqueue(failure);
    }

    private async Task<IReadOnlyList<string>> NotedAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<string>("select what from noted order by rowid")];
    }

    /// <summary>What is to fail, and how often.</summary>
    private sealed class Faults
    {
        public int BeforeCommits { get; set; }

        public int AfterCommits { get; set; }

        /// <summary>Openings that fail after the first.</summary>
        public int Opens { get; set; }

        private bool IsOpened { get; set; }

        public void Open()
        {
            if (IsOpened && Opens-- > 0)
                throw Error();
            IsOpened = true;
        }

        public void Before(string sql)
        {
            if (sql.StartsWith("COMMIT", StringComparison.Ordinal) && BeforeCommits-- > 0)
                throw Error();
        }

        public void After(string sql)
        {
            if (sql.StartsWith("COMMIT", StringComparison.Ordinal) && AfterCommits-- > 0)
                throw Error();
        }

        private static SqliteException Error() => new("SQLite Error 10: 'disk I/O error'.", 10);
    }

    /// <summary>A real connection whose commits fail as a dying disk makes them.</summary>
    private sealed class FaultyConnection(string connectionString, Faults faults) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new FaultyCommand(faults) { Connection = this, Transaction = Transaction };
    }

    private sealed class FaultyCommand(Faults faults) : SqliteCommand
    {
        public override int ExecuteNonQuery()
        {
            faults.Before(CommandText);
            var rows = base.ExecuteNonQuery();
            faults.After(CommandText);
            return rows;
        }
    }
}
