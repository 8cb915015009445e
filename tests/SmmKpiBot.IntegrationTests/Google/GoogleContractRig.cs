using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.Sandbox.Networks.Google;

namespace SmmKpiBot.IntegrationTests.Google;

/// <summary>What Google's networks have in common for the contract suite.</summary>
internal abstract class GoogleContractRig(FakeTimeProvider clock, GoogleServer google, GoogleServer foreign) : NetworkRig(clock)
{
    public GoogleServer Google { get; } = google;

    public override int Calls => Google.Calls.Count;

    public override int ForeignCalls => foreign.Calls.Count;

    /// <summary>Paths of the network's API.</summary>
    protected abstract IReadOnlyList<string> Paths { get; }

    public override void Begin(Misbehaviour what)
    {
        switch (what)
        {
            case Misbehaviour.TooManyRequests:
                foreach (var path in Paths)
                    Google.Faults.Always(path, TooMany() with { RetryAfter = "600" });
                break;
            case Misbehaviour.ServerErrors:
                Google.Faults.Always("/", GoogleFault.Html(503));
                break;
            case Misbehaviour.SlowDrip:
                Google.Faults.Always("/", GoogleFault.Drip);
                break;
            case Misbehaviour.PartialPage:
                Google.BreaksOff = true;
                break;
            case Misbehaviour.ExpiredAccess:
                Google.Accounts.KnowsNobody = true;
                break;
            case Misbehaviour.ForeignServer:
                Google.RedirectsTo = new Uri(foreign.BaseUrl);
                break;
            case Misbehaviour.UnknownField:
                Google.Rewrites = (_, body) => AddField(body);
                break;
            case Misbehaviour.MissingField:
                Google.Rewrites = (_, body) => Spoil(body, isMissing: true);
                break;
            case Misbehaviour.WrongType:
                Google.Rewrites = (_, body) => Spoil(body, isMissing: false);
                break;
        }
    }

    public override void End()
    {
        Google.Faults.Clear();
        (Google.BreaksOff, Google.RedirectsTo, Google.Rewrites, Google.Accounts.KnowsNobody) = (false, null, null, false);
    }

    public override async ValueTask DisposeAsync()
    {
        await Google.DisposeAsync();
        await foreign.DisposeAsync();
    }

    protected abstract GoogleFault TooMany();

    protected abstract void AddField(JsonObject body);

    /// <summary>Makes one record unreadable.</summary>
    protected abstract void Spoil(JsonObject body, bool isMissing);
}
