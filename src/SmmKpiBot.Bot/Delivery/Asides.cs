using System.Data.Common;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>What others do because a message ended or a chat changed. Their trouble must not keep the end itself from being written: the sender would try it again for ever, and send nothing else.</summary>
internal sealed partial class Asides(ILogger<Asides> logger)
{
    private const string Savepoint = "aside";

    private readonly ILogger _logger = logger;

    /// <summary>Runs it in a part of the transaction; when it fails, that part is undone and the rest goes on. What a later try may mend, and the end of the program, undo the whole.</summary>
    public async Task RunAsync(DbTransaction transaction, string what, Func<Task> act, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is not DbException { IsTransient: true } && !cancellationToken.IsCancellationRequested)
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            LogFailed(exception, what);
        }

        await transaction.ReleaseAsync(Savepoint, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "What follows from it could not be written: {What}. Sending goes on")]
    private partial void LogFailed(Exception exception, string what);
}
