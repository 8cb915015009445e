using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>A network of Meta for the contract suite: the stand-in of the Graph API, and what its brand is.</summary>
internal abstract class MetaContractRig(FakeTimeProvider clock, INetwork network, GraphServer server, GraphServer foreign) : NetworkRig(clock)
{
    public GraphServer Server { get; } = server;

    public BrandModel Model => Server.Model;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public override string Network => network.Key;

    public override string[] Settings =>
    [
        $"--Networks:{network.Section}:ApiBaseUrl", Server.BaseUrl, $"--Networks:{network.Section}:AppId", GraphBrand.AppId, $"--Networks:{network.Section}:AppSecret", GraphBrand.AppSecret,
    ];

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["token"] = GraphBrand.SystemToken };

    public override IReadOnlyList<string> PrivateTexts => ["A Person", "Do you deliver?"];

    public override IReadOnlySet<string> SnapshotMetrics { get; } = new HashSet<string> { MetricCatalogue.Followers, MetricCatalogue.Audience };

    public override int Calls => Server.Calls.Count;

    public override int ForeignCalls => foreign.Calls.Count;

    protected DateOnly Today => GraphInsightAnswers.Today(Now);

    protected static async Task<(GraphServer Server, GraphServer Foreign)> ServersAsync(FakeTimeProvider clock)
    {
        var model = new BrandModel("brand one", MetaRig.FirstDay);
        return (await GraphServer.StartAsync(clock, model, TestContext.Current.CancellationToken), await GraphServer.StartAsync(clock, model, TestContext.Current.CancellationToken));
    }

    public override void Restate()
    {
        Model.Restate(GraphBrand.Views, Today.AddDays(-2), 110);
        Model.Restate(GraphBrand.Lost, Today.AddDays(-3), 160);
    }

    public override void Begin(Misbehaviour what)
    {
        var faults = Server.Faults;
        switch (what)
        {
            case Misbehaviour.TooManyRequests:
                (faults.Throttled, faults.RegainMinutes) = (int.MaxValue, (int)AskedRest.TotalMinutes);
                break;
            case Misbehaviour.ServerErrors:
                faults.IsDown = true;
                break;
            case Misbehaviour.SlowDrip:
                faults.Drip = TimeSpan.FromHours(1);
                break;
            case Misbehaviour.PartialPage:
                faults.BreaksOff = true;
                break;
            case Misbehaviour.UnknownField:
                faults.UnknownField = true;
                break;
            case Misbehaviour.MissingField:
                faults.MissingField = true;
                break;
            case Misbehaviour.WrongType:
                faults.WrongType = true;
                break;
            case Misbehaviour.DuplicatePages:
                faults.DuplicatePages = true;
                break;
            case Misbehaviour.PagesOutOfOrder:
                faults.Disorder = true;
                break;
            case Misbehaviour.ExpiredAccess:
                faults.TokenDead = 463;
                break;
            case Misbehaviour.Empty:
                faults.IsEmpty = true;
                break;
            case Misbehaviour.ForeignServer:
                faults.RedirectTo = new Uri(foreign.BaseUrl);
                break;
        }
    }

    public override void End()
    {
        var faults = Server.Faults;
        (faults.Throttled, faults.IsDown, faults.Drip, faults.BreaksOff, faults.UnknownField, faults.MissingField) = (0, false, TimeSpan.Zero, false, false, false);
        (faults.WrongType, faults.DuplicatePages, faults.Disorder, faults.TokenDead, faults.IsEmpty, faults.RedirectTo) = (false, false, false, null, false, null);
    }

    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await foreign.DisposeAsync();
    }

    /// <summary>Days of the network that are over.</summary>
    protected IEnumerable<DateOnly> Closed(DateOnly from)
    {
        for (var day = from; day < Today; day = day.AddDays(1))
            yield return day;
    }

    protected long Told(ModelFigure figure, DateOnly day, int days = 1) => Model.ToldOfWindow(figure, day, days, Today, Revision.Usual)!.Value;

    protected IEnumerable<ModelPost> Posts(DateOnly from) => Model.Posts(from.AddDays(-40), DateOnly.FromDateTime(Now.UtcDateTime)).Where(post => post.PublishedAt <= Now);

    protected static bool IsOn(DateTimeOffset at, DateOnly from) => at >= new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);

    protected void Letters(BrandFacts facts, DateOnly from, bool isInstagram, Func<string, string> thread)
    {
        foreach (var word in Model.Messages(from, DateOnly.FromDateTime(Now.UtcDateTime), Now))
            facts.Messages[(thread(word.Thread), InboxStandIn.IdOf(word, isInstagram))] = (word.At, word.Person is null ? Direction.Outbound : Direction.Inbound, MessageKind.Message);
    }

    protected void Comments(BrandFacts facts, DateOnly from, Func<ModelPost, string, string> id)
    {
        foreach (var post in Posts(from))
        {
            foreach (var word in Model.Comments(post, Now).Where(word => IsOn(word.At, from)))
                facts.Messages[("comment:" + id(post, word.Parent ?? word.Key), id(post, word.Key))] = (word.At, word.Person is null ? Direction.Outbound : Direction.Inbound, MessageKind.Comment);
        }
    }

    protected static Post Blank(string id, ModelPost post) => new() { AccountId = 0, PostId = id, PublishedAt = post.PublishedAt, ObservedAt = default };
}
