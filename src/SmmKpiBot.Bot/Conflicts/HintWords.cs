using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Where a client's hint words differ from those that come with the program.</summary>
internal sealed record HintWords(IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    public ConflictHints ToHints() => Added.Count + Removed.Count == 0 ? ConflictHints.Default : new ConflictHints(Added, Removed.ToHashSet());

    public static async Task<HintWords> ReadAsync(DbConnection connection, DbTransaction? transaction, long clientId)
    {
        const string sql = "SELECT word AS Word, is_on AS IsOn FROM conflict_word WHERE client_id = @clientId";
        return Of(await connection.QueryAsync<WordRow>(sql, new { clientId }, transaction));
    }

    /// <summary>Those of an account's client.</summary>
    public static async Task<HintWords> OfAccountAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "SELECT w.word AS Word, w.is_on AS IsOn FROM account a JOIN conflict_word w ON w.client_id = a.client_id WHERE a.id = @accountId";
        return Of(await connection.QueryAsync<WordRow>(sql, new { accountId }, transaction));
    }

    /// <param name="connection">The writer.</param>
    /// <param name="transaction">The transaction of the cause.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="word">A term.</param>
    /// <param name="isOn">Null: as it comes with the program.</param>
    public static Task SetAsync(DbConnection connection, DbTransaction transaction, long clientId, string word, bool? isOn)
    {
        const string clear = "DELETE FROM conflict_word WHERE client_id = @clientId AND word = @word";
        const string set = """
            INSERT INTO conflict_word (client_id, word, is_on) VALUES (@clientId, @word, @on) ON CONFLICT (client_id, word) DO UPDATE SET is_on = excluded.is_on
            """;
        var isDefault = ConflictHints.DefaultTerms.Contains(word);
        return connection.ExecuteAsync(isOn is null || isOn == isDefault ? clear : set, new { clientId, word, on = isOn == true ? 1L : 0L }, transaction);
    }

    private static HintWords Of(IEnumerable<WordRow> rows)
    {
        var sorted = rows.OrderBy(row => row.Word, StringComparer.Ordinal).ToLookup(row => row.IsOn != 0, row => row.Word);
        return new([.. sorted[true]], [.. sorted[false]]);
    }

    private sealed record WordRow
    {
        public string Word { get; init; } = "";

        public long IsOn { get; init; }
    }
}
