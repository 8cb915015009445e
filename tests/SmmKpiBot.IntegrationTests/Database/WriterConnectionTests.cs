using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>Statements of the writer run again without being prepared anew, and are the same statements.</summary>
public sealed class WriterConnectionTests : IDisposable
{
    private const string Add = "insert into note (id, text) values (@id, @text)";
    private const string Texts = "select text from note where id >= @id order by id";

    private readonly WriterConnection _connection = new("Data Source=:memory:");

    public WriterConnectionTests()
    {
        _connection.Open();
        _connection.Execute("create table note (id integer primary key, text text)");
    }

    [Fact]
    public void Execute_TheSameTextAgain_TakesTheNewValues()
    {
        _connection.Execute(Add, new { id = 1, text = "one" });
        _connection.Execute(Add, new { id = 2, text = (string?)null });
        _connection.Execute(Add, new { id = 3, text = "three" });

        Assert.Equal(["one", null, "three"], _connection.Query<string?>(Texts, new { id = 1 }));
        Assert.Equal(["three"], _connection.Query<string?>(Texts, new { id = 3 }));
    }

    [Fact]
    public void Execute_TheSameTextAgain_ReusesItsStatement()
    {
        var first = _connection.Take(Add);
        _connection.Give(first);

        _connection.Execute(Add, new { id = 1, text = "one" });
        var second = _connection.Take(Add);

        Assert.Same(first, second);
        Assert.Empty(second.Parameters);
        Assert.NotSame(second, _connection.Take(Add));
    }

    [Fact]
    public void Execute_AfterAFailure_WorksAgain()
    {
        _connection.Execute(Add, new { id = 1, text = "one" });
        Assert.Throws<SqliteException>(() => _connection.Execute(Add, new { id = 1, text = "again" }));

        _connection.Execute(Add, new { id = 2, text = "two" });

        Assert.Equal(["one", "two"], _connection.Query<string?>(Texts, new { id = 1 }));
    }

    [Fact]
    public void Query_TheSameTextWhileItIsRead_GivesBothTheirRows()
    {
        _connection.Execute(Add, new[] { new { id = 1, text = "one" }, new { id = 2, text = "two" } });

        var pairs = _connection.Query<string>(Texts, new { id = 1 }, buffered: false).SelectMany(outer => _connection.Query<string>(Texts, new { id = 2 }).Select(inner => outer + inner)).ToList();

        Assert.Equal(["onetwo", "twotwo"], pairs);
    }

    [Fact]
    public void Query_ListsOfAnyLength_GatherNoStatementsWithoutEnd()
    {
        _connection.Execute(Add, new { id = 7, text = "seven" });

        for (var length = 1; length < 700; length++)
            Assert.Equal("seven", _connection.QuerySingle<string>("select text from note where id in @ids", new { ids = Enumerable.Range(7, length) }));
    }

    [Fact]
    public void Commit_WithARowLeftUnread_IsNotHeldUp()
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Execute(Add, new[] { new { id = 1, text = "one" }, new { id = 2, text = "two" } }, transaction);
        Assert.Equal("one", _connection.QueryFirst<string>(Texts, new { id = 1 }, transaction));

        transaction.Commit();

        Assert.Equal(2, _connection.Query<string>(Texts, new { id = 1 }).Count());
    }

    [Fact]
    public void Execute_TableChangedMeanwhile_SeesTheNewOne()
    {
        const string all = "select * from note";
        _connection.Execute(Add, new { id = 1, text = "one" });
        Assert.Equal(2, Columns(_connection, all));

        _connection.Execute("alter table note add column more text");

        Assert.Equal(3, Columns(_connection, all));
    }

    public void Dispose() => _connection.Dispose();

    private static int Columns(WriterConnection connection, string sql)
    {
        using DbCommand command = ((DbConnection)connection).CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        return reader.FieldCount;
    }
}
