namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>A network on loopback that one account of the scene is collected from, with a switch for each way it can fail.</summary>
/// <param name="network">The network's key.</param>
/// <param name="section">Its section below <c>Networks</c> in the settings.</param>
/// <param name="name">The account's name.</param>
internal abstract class StandIn(string network, string section, string name) : IAsyncDisposable
{
    /// <summary>How long it asks to be left alone when it got too many calls.</summary>
    protected static readonly TimeSpan AskedRest = TimeSpan.FromMinutes(30);

    public string Network { get; } = network;

    public string Section { get; } = section;

    public string Name { get; } = name;

    /// <summary>The page, property or channel that the account stands for.</summary>
    public abstract string PlaceId { get; }

    /// <summary>What an owner would have granted, by field.</summary>
    public abstract IReadOnlyDictionary<string, string> Secrets { get; }

    /// <summary>Below <see cref="Section"/>. Every address the network has is one of this machine.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Calls that came in so far.</summary>
    public abstract int Calls { get; }

    /// <summary>Ways in which it can be broken.</summary>
    public virtual IReadOnlyList<NetworkFault> Faults { get; } = Enum.GetValues<NetworkFault>();

    /// <summary>Null while it works.</summary>
    public NetworkFault? Fault { get; private set; }

    /// <summary>Breaks it in this way and no other; null mends it.</summary>
    public void Break(NetworkFault? fault)
    {
        Mend();
        Fault = fault;
        if (fault is { } one)
            Begin(one);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract void Begin(NetworkFault fault);

    protected abstract void Mend();
}
