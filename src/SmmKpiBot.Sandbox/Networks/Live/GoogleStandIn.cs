using System.Globalization;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>One network of Google, read with the consent of a person, who is the same in every run.</summary>
/// <param name="paths">Beginnings of the paths of its API.</param>
internal abstract class GoogleStandIn(string network, string section, string name, GoogleServer server, IReadOnlyList<string> paths) : StandIn(network, section, name)
{
    public const string Owner = "owner@example.com";

    private readonly IReadOnlyList<string> _paths = paths;

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["refresh_token"] = server.Accounts.Consented(Owner) };

    public override int Calls => Server.CallCount;

    protected GoogleServer Server { get; } = server;

    /// <summary>How the API says that there were too many calls.</summary>
    protected abstract GoogleFault TooMany { get; }

    public override ValueTask DisposeAsync() => Server.DisposeAsync();

    protected Dictionary<string, string> App() => new()
    {
        ["TokenUrl"] = Server.BaseUrl + GoogleOAuthEndpoint.TokenPath,
        ["AuthorizeUrl"] = Server.BaseUrl + GoogleOAuthEndpoint.AuthorizePath,
        ["ClientId"] = GoogleAccounts.ClientId,
        ["ClientSecret"] = GoogleAccounts.ClientSecret,
    };

    protected override void Begin(NetworkFault fault)
    {
        switch (fault)
        {
            case NetworkFault.Down:
                Server.Faults.Always("/", GoogleFault.Html(503));
                break;
            case NetworkFault.TooMany:
                Always(TooMany with { RetryAfter = AskedRest.TotalSeconds.ToString(CultureInfo.InvariantCulture) });
                break;
            case NetworkFault.DeadToken:
                Server.Accounts.KnowsNobody = true;
                break;
            case NetworkFault.Nonsense:
                Always(GoogleFault.Html(200));
                break;
        }
    }

    protected override void Mend()
    {
        Server.Faults.Clear();
        Server.Accounts.KnowsNobody = false;
    }

    private void Always(GoogleFault fault)
    {
        foreach (var path in _paths)
            Server.Faults.Always(path, fault);
    }
}
