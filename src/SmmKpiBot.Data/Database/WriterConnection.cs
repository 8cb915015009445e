using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// The connection of the single writer. A statement that ran before is neither parsed nor planned anew, which takes longer than most statements themselves and
/// would keep everybody who waits for the writer waiting.
/// </summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More texts than the program has; those that are made of lists of any length must not gather.</summary>
    private const int Most = 300;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);

    /// <summary>A prepared command of that text for one user, or a new one.</summary>
    public SqliteCommand Take(string text)
    {
        if (_kept.Remove(text, out var kept))
            return kept;
        var command = CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>Keeps a command that nobody uses any more, with its statements.</summary>
    public void Give(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (_kept.Count == Most)
            Forget();
        if (command.CommandText.Length == 0 || !_kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    protected override DbCommand CreateDbCommand() => new WriterCommand(this);

    protected override void Dispose(bool disposing)
    {
        Forget();
        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var command in _kept.Values)
            command.Dispose();
        _kept.Clear();
    }
}
