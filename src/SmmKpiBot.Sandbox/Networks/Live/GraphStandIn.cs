using SmmKpiBot.Sandbox.Networks.Graph;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>One network of Meta. Each has a server of its own, so that one can fail while the others work.</summary>
internal sealed class GraphStandIn : StandIn
{
    /// <summary>The subcode of a token whose time is over.</summary>
    private const int Expired = 463;

    /// <summary>Enough that comments and letters come with what they belong to, as the real API gives them.</summary>
    private const int NestedAtOnce = 25;

    private readonly GraphServer _server;

    /// <param name="useCase">Meta's word for what its limits are counted by: the networks share an app, and a limit of one is none of the others.</param>
    public GraphStandIn(string network, string section, string name, string placeId, string useCase, GraphServer server)
        : base(network, section, name)
    {
        _server = server;
        server.Lists.NestedAtOnce = NestedAtOnce;
        server.Faults.UsageOf = useCase;
        PlaceId = placeId;
        Settings = new Dictionary<string, string>
        {
            ["ApiBaseUrl"] = server.BaseUrl,
            ["ConsentUrl"] = server.BaseUrl + "/dialog/oauth",
            ["AppId"] = GraphBrand.AppId,
            ["AppSecret"] = GraphBrand.AppSecret,
        };
    }

    public override string PlaceId { get; }

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["token"] = GraphBrand.SystemToken };

    public override IReadOnlyDictionary<string, string> Settings { get; }

    public override int Calls => _server.CallCount;

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override void Begin(NetworkFault fault)
    {
        var faults = _server.Faults;
        switch (fault)
        {
            case NetworkFault.Down:
                faults.IsDown = true;
                break;
            case NetworkFault.TooMany:
                (faults.Throttled, faults.RegainMinutes) = (int.MaxValue, (int)AskedRest.TotalMinutes);
                break;
            case NetworkFault.DeadToken:
                faults.TokenDead = Expired;
                break;
            case NetworkFault.Nonsense:
                faults.IsNonsense = true;
                break;
        }
    }

    protected override void Mend()
    {
        var faults = _server.Faults;
        (faults.IsDown, faults.Throttled, faults.TokenDead, faults.IsNonsense) = (false, 0, null, false);
    }
}
