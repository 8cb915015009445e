namespace SmmKpiBot.Bot;

/// <summary>Ends the program because only its operator can help; <c>run</c> then fails, so that whoever watches over it sees it.</summary>
internal sealed class LoudStop(IHostApplicationLifetime lifetime)
{
    private readonly IHostApplicationLifetime _lifetime = lifetime;

    /// <summary>The program stopped by itself. Why is in the log.</summary>
    public bool Happened { get; private set; }

    public void Stop()
    {
        Happened = true;
        _lifetime.StopApplication();
    }
}
