using Dapper;

namespace SmmKpiBot.Data.Database;

/// <summary>Removes many rows in the background, a little at a time, so that other writes come between.</summary>
public static class Removal
{
    private const int RowsAtOnce = 500;

    /// <param name="sql">A statement that removes (or changes, so that it finds them no more) at most <c>@RowsAtOnce</c> rows.</param>
    public static async Task RunAsync(Database database, string sql, object values, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add(nameof(RowsAtOnce), RowsAtOnce);
        while (await RunTurnAsync(database, sql, parameters, cancellationToken) == RowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <returns>The rows of the last statement: fewer than asked for when nothing is left.</returns>
    private static Task<int> RunTurnAsync(Database database, string sql, DynamicParameters parameters, CancellationToken cancellationToken) => database.WriteInBackgroundAsync(
        async (connection, transaction) =>
        {
            var turn = new BackgroundTurn(database);
            int removed;
            do
                removed = await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
            while (removed == RowsAtOnce && !turn.IsOver);
            return removed;
        },
        cancellationToken);
}
