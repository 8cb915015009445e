namespace SmmKpiBot.Bot.Delivery;

/// <summary>What <c>/status</c> and the health endpoint say about sending.</summary>
internal sealed class DeliveryHealth
{
    private volatile Problem? _problem;

    /// <summary>What keeps everything from being sent, with what to do; null when nothing does.</summary>
    public Problem? Current => _problem;

    public void Set(Problem? problem) => _problem = problem;

    /// <param name="Since">When it was first noticed.</param>
    internal sealed record Problem(Obstacle Obstacle, string Text, DateTimeOffset Since);
}
