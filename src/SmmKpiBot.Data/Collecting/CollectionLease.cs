namespace SmmKpiBot.Data.Collecting;

/// <summary>The right to read one account until the lease is over. What is written under it carries its fence: who lost the lease writes nothing any more.</summary>
public sealed record CollectionLease(long AccountId, long Fence);

/// <summary>Somebody else reads the account now, or it is gone: this run is over, and nobody needs to be told.</summary>
public sealed class LeaseLostException : Exception
{
    public LeaseLostException()
        : base("Another run has the account now, or it was removed.")
    {
    }

    public LeaseLostException(string message)
        : base(message)
    {
    }

    public LeaseLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
