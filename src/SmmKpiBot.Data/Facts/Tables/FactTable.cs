using System.Data.Common;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>How rows of one kind are keyed, compared and stored.</summary>
internal abstract class FactTable<TRow, TKey>
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>All columns in the order in which <see cref="Fill"/> gives their values.</summary>
    public abstract string[] Columns { get; }

    /// <summary>Stores one row, over an older one of the same key and batch; a parameter per column.</summary>
    public abstract string Upsert { get; }

    /// <summary>PostgreSQL's bulk statement for rows that are new.</summary>
    public abstract string Copy { get; }

    public abstract TKey Key(TRow row);

    /// <summary>The values of the columns as the drivers take them: <see cref="long"/>, <see cref="string"/> or null.</summary>
    public abstract void Fill(TRow row, long batchId, object?[] values);

    /// <summary>What becomes of a row whose key is there already, and what is to be stored then.</summary>
    public abstract (RowOutcome Outcome, TRow Row) Merge(TRow old, TRow row);

    /// <summary>The stored row of this batch with the key of <paramref name="row"/>, or null.</summary>
    public abstract Task<TRow?> FindAsync(DbConnection connection, long batchId, TRow row, CancellationToken cancellationToken);

    /// <summary>What must be stored, durably, before the rows can be.</summary>
    public virtual Task PrepareAsync(Database.Database database, IReadOnlyCollection<TRow> rows, CancellationToken cancellationToken) => Task.CompletedTask;

    protected static (RowOutcome Outcome, TRow Row) RepeatOrConflict(TRow old, bool equal) => (equal ? RowOutcome.Repeated : RowOutcome.Conflicting, old);

    /// <summary>What <paramref name="sum"/> gives, or that it is larger than the store holds.</summary>
    protected static (RowOutcome Outcome, TRow Row) SumOrTooLarge(TRow old, Func<TRow> sum)
    {
        try
        {
            return (RowOutcome.Summed, sum());
        }
        catch (OverflowException)
        {
            return (RowOutcome.TooLarge, old);
        }
    }

    /// <summary>Both unknown stay unknown.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    protected static long? Sum(long? left, long? right) => left is null ? right : right is null ? left : checked(left + right);
}
