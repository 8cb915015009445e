using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sources.Facebook;

namespace SmmKpiBot.IntegrationTests.Meta;

public abstract class FacebookContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ((FacebookRig)Rig).Hasher = Host.Get<AuthorHasher>();
    }

    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock)
    {
        var (server, foreign) = await FacebookRig.ServersAsync(clock);
        return new FacebookRig(clock, server, foreign);
    }
}

public sealed class FacebookContractSqliteTests(PostgresServer server) : FacebookContractTests(Dialect.Sqlite, server);

public sealed class FacebookContractPostgresTests(PostgresServer server) : FacebookContractTests(Dialect.Postgres, server);

/// <summary>The page, and all that the network tells of it.</summary>
internal sealed class FacebookRig(FakeTimeProvider clock, GraphServer server, GraphServer foreign) : MetaContractRig(clock, new FacebookNetwork(), server, foreign)
{
    public AuthorHasher? Hasher { get; set; }

    public override string PlaceId => GraphBrand.PageId;

    public static new Task<(GraphServer Server, GraphServer Foreign)> ServersAsync(FakeTimeProvider clock) => MetaContractRig.ServersAsync(clock);

    public override BrandFacts Expected(DateOnly from)
    {
        var facts = new BrandFacts();
        foreach (var day in Closed(from))
        {
            facts.Points[(MetricCatalogue.FollowersGained, "", day)] = Told(GraphBrand.Gained, day);
            facts.Points[(MetricCatalogue.FollowersLost, "", day)] = Told(GraphBrand.Lost, day);
            facts.Points[(MetricCatalogue.Views, "", day)] = Told(GraphBrand.Views, day);
            facts.Points[(MetricCatalogue.ProfileVisits, "", day)] = Told(GraphBrand.Visits, day);
            facts.Points[(MetricCatalogue.Interactions, "", day)] = Told(GraphBrand.Interactions, day);
            foreach (var days in new[] { 1, 7, 28 })
                facts.Points[(MetricCatalogue.Reach, $"days:{days}", day)] = Told(GraphBrand.Viewers, day, days);
        }

        var followers = Model.Followers(GraphBrand.Gained, GraphBrand.Lost, Today);
        facts.Points[(MetricCatalogue.Followers, "", Today)] = followers;
        facts.Points[(MetricCatalogue.Audience, "country:UA", Today)] = followers * 62 / 100;
        facts.Points[(MetricCatalogue.Audience, "city:Kyiv", Today)] = followers * 31 / 100;
        foreach (var post in Posts(from).Where(post => IsOn(post.PublishedAt, from)))
        {
            var id = $"{GraphBrand.PageId}_{post.Key}";
            facts.Posts[id] = Blank(id, post) with
            {
                Type = post.Number == 0 ? "photo" : "text",
                Url = "https://www.facebook.com/" + id,
                Views = Model.OfPost(post, GraphBrand.PostViews, Now),
                Reach = Model.OfPost(post, GraphBrand.PostReach, Now),
                Reactions = Model.OfPost(post, GraphBrand.PostReactions, Now),
                Comments = Model.Comments(post, Now).Count,
                Shares = Model.OfPost(post, GraphBrand.PostShares, Now),
                LinkClicks = Model.OfPost(post, GraphBrand.PostClicks, Now),
            };
        }

        Comments(facts, from, (post, key) => $"{post.Key}_{key}");
        Letters(facts, from, isInstagram: false, person => "person:" + Hasher!.Hash($"facebook:{GraphBrand.PageId}:{person}"));
        return facts;
    }
}
