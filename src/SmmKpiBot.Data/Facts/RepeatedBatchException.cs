namespace SmmKpiBot.Data.Facts;

/// <summary>A visible batch with the same content hash is there already.</summary>
public sealed class RepeatedBatchException : Exception
{
    public RepeatedBatchException()
        : this("The same content was stored before.")
    {
    }

    public RepeatedBatchException(string message)
        : base(message)
    {
    }

    public RepeatedBatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RepeatedBatchException(FactBatch first)
        : base($"The same content was stored before, as import {first.Id}.")
    {
        First = first;
    }

    public FactBatch? First { get; }
}
