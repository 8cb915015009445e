namespace SmmKpiBot.Data.Database;

/// <summary>The database cannot be used or a copy of it is not accepted; the message says why and what to do.</summary>
public sealed class DatabaseException : Exception
{
    public DatabaseException()
    {
    }

    public DatabaseException(string message)
        : base(message)
    {
    }

    public DatabaseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
