using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.Instagram;

namespace SmmKpiBot.IntegrationTests.Meta;

public abstract class InstagramContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ((InstagramRig)Rig).Hasher = Host.Get<AuthorHasher>();
    }

    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock)
    {
        var (server, foreign) = await InstagramRig.ServersAsync(clock);
        return new InstagramRig(clock, server, foreign);
    }
}

public sealed class InstagramContractSqliteTests(PostgresServer server) : InstagramContractTests(Dialect.Sqlite, server);

public sealed class InstagramContractPostgresTests(PostgresServer server) : InstagramContractTests(Dialect.Postgres, server);

/// <summary>The account, and all that the network tells of it.</summary>
internal sealed class InstagramRig(FakeTimeProvider clock, GraphServer server, GraphServer foreign) : MetaContractRig(clock, new InstagramNetwork(), server, foreign)
{
    public AuthorHasher? Hasher { get; set; }

    public override string PlaceId => GraphBrand.InstagramId;

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
            facts.Points[(MetricCatalogue.LinkClicks, "", day)] = Told(GraphBrand.BioClicks, day);
            facts.Points[(MetricCatalogue.Interactions, "", day)] = Told(GraphBrand.Interactions, day);
            facts.Points[(MetricCatalogue.ContactTaps, "", day)] = Told(GraphBrand.ContactTaps, day);
            foreach (var days in MetaWindows.Ending(day, 30).Union([1, 7, 28]))
                facts.Points[(MetricCatalogue.Reach, $"days:{days}", day)] = Told(GraphBrand.Viewers, day, days);
            foreach (var days in MetaWindows.Ending(day, 30))
            {
                facts.Points[(MetricCatalogue.FollowersReached, $"days:{days}", day)] = Told(GraphBrand.FollowersReached, day, days);
                facts.Points[(MetricCatalogue.AccountsEngaged, $"days:{days}", day)] = Told(GraphBrand.PeopleEngaged, day, days);
            }
        }

        var followers = Model.Followers(GraphBrand.Gained, GraphBrand.Lost, Today);
        facts.Points[(MetricCatalogue.Followers, "", Today)] = followers;
        facts.Points[(MetricCatalogue.Audience, "gender:female|age:25-34", Today)] = followers * 28 / 100;
        foreach (var post in Posts(from).Where(post => IsOn(post.PublishedAt, from)))
        {
            var id = InstagramStandIn.IdOf(post);
            facts.Posts[id] = Blank(id, post) with
            {
                Type = post.Number == 0 ? "photo" : "reel",
                Url = $"https://www.instagram.com/p/{id}/",
                Views = Model.OfPost(post, GraphBrand.PostViews, Now),
                Reach = Model.OfPost(post, GraphBrand.PostReach, Now),
                Reactions = Model.OfPost(post, GraphBrand.PostReactions, Now),
                Comments = Model.Comments(post, Now).Count,
                Shares = Model.OfPost(post, GraphBrand.PostShares, Now),
                Saves = Model.OfPost(post, GraphBrand.PostSaves, Now),
                LinkClicks = post.Number == 0 ? Model.OfPost(post, GraphBrand.PostClicks, Now) : null,
            };
        }

        Comments(facts, from, (_, key) => "178" + key);
        Letters(facts, from, isInstagram: true, person => "person:" + Hasher!.Hash($"instagram:{GraphBrand.InstagramId}:{person}"));
        return facts;
    }
}
