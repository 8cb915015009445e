namespace SmmKpiBot.Benchmarks.Networks;

/// <summary>What the child process is told of the networks it collects from.</summary>
internal sealed record NetworksSetup
{
    public required string Folder { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The child remembers its calls, to make them again and to tell how long they took.</summary>
    public required bool IsRecorded { get; init; }

    public required int Clients { get; init; }

    /// <summary>As many calls at once as accounts, which each make one after the other.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Of the bot, by path.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>One account of each client for each.</summary>
    public required IReadOnlyList<NetworkPlace> Places { get; init; }
}

/// <summary>What an account is connected to.</summary>
internal sealed record NetworkPlace(string Network, string PlaceId, IReadOnlyDictionary<string, string> Secrets);

/// <summary>What the child says of one of its works.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Calls">To networks.</param>
/// <param name="Failed">Calls that were refused, or not answered.</param>
/// <param name="Rows">New rows of facts, messages among them.</param>
/// <param name="NetworkSeconds">How long its calls took, all together.</param>
internal sealed record NetworksReport(double Seconds, int Calls, int Failed, long Rows, double NetworkSeconds);
