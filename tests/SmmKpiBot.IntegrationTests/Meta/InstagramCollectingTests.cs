using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Instagram;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>What is collected of an account is what the brand really had.</summary>
public sealed class InstagramCollectingTests : IAsyncLifetime
{
    private MetaRig _rig = null!;
    private SourcePlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await MetaRig.StartAsync<InstagramNetwork>();
        _place = await _rig.CheckAsync(GraphBrand.InstagramId);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Insights_ReadDailyWhileTheNetworkCorrects_EqualTheModelToTheUnit()
    {
        var first = Today().AddDays(-7);
        _rig.Model.Delay(Today().AddDays(1), 2);
        for (var day = 0; day < 12; day++)
        {
            if (day == 6)
                _rig.Model.Restate(GraphBrand.Views, Today().AddDays(-4), 93);
            await _rig.ReadAsync(_place, "insights", 8);
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        for (var day = first; day <= Today().AddDays(-6); day = day.AddDays(1))
        {
            Assert.Equal(
                [
                    _rig.Model.Truth(GraphBrand.Views, day), _rig.Model.Truth(GraphBrand.Visits, day), _rig.Model.Truth(GraphBrand.BioClicks, day), _rig.Model.Truth(GraphBrand.Gained, day),
                    _rig.Model.Truth(GraphBrand.Lost, day),
                    _rig.Model.Truth(GraphBrand.Interactions, day), _rig.Model.Truth(GraphBrand.ContactTaps, day),
                ],
                new[] { MetricCatalogue.Views, MetricCatalogue.ProfileVisits, MetricCatalogue.LinkClicks, MetricCatalogue.FollowersGained, MetricCatalogue.FollowersLost, MetricCatalogue.Interactions, MetricCatalogue.ContactTaps }.Select(metric => _rig.Facts.Value(metric, day)!.Value));
            Assert.All([1, 7, 28], days => Assert.Equal(_rig.Model.TruthOfWindow(GraphBrand.Viewers, day, days), _rig.Facts.Value(MetricCatalogue.Reach, day, $"days:{days}")));
        }
    }

    [Fact]
    public async Task Insights_EndingOnASunday_HaveTheReachOfWeeksSplitByFollowers()
    {
        var sunday = new DateOnly(2026, 11, 1);
        _rig.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 6, 14, 0, 0, TimeSpan.Zero));

        await _rig.ReadAsync(_place, "insights", 7);

        Assert.All([7, 14, 28], days =>
        {
            Assert.Equal(_rig.Model.TruthOfWindow(GraphBrand.Viewers, sunday, days), _rig.Facts.Value(MetricCatalogue.Reach, sunday, $"days:{days}"));
            Assert.Equal(_rig.Model.TruthOfWindow(GraphBrand.FollowersReached, sunday, days), _rig.Facts.Value(MetricCatalogue.FollowersReached, sunday, $"days:{days}"));
            Assert.Equal(_rig.Model.TruthOfWindow(GraphBrand.PeopleEngaged, sunday, days), _rig.Facts.Value(MetricCatalogue.AccountsEngaged, sunday, $"days:{days}"));
        });
        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Dimension == "days:14" && key.Day != sunday);
    }

    [Fact]
    public async Task Insights_OfASmallAccount_AreNoZeros()
    {
        _rig.Faults.IsSmall = true;

        await _rig.ReadAsync(_place, "insights", 4);
        var page = Assert.Single(await _rig.ReadAsync(_place, "demographics", 1));

        Assert.Null(_rig.Facts.Value(MetricCatalogue.FollowersGained, Today().AddDays(-2)));
        Assert.NotNull(_rig.Facts.Value(MetricCatalogue.Views, Today().AddDays(-2)));
        Assert.Empty(page.Points);
        Assert.Empty(page.Told);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Insights_MetricsThatVanished_CostNoOther(int shape)
    {
        _rig.Faults.RefusalShape = shape;
        _rig.Faults.DeadMetrics.Add("website_clicks");
        _rig.Faults.DeadMetrics.Add("profile_views");

        var pages = await _rig.ReadAsync(_place, "insights", 4);

        Assert.Equal(["profile_views", "website_clicks"], pages.SelectMany(page => page.Refused).Select(refused => refused.Metric).Order());
        Assert.NotNull(_rig.Facts.Value(MetricCatalogue.Views, Today().AddDays(-3)));
        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Metric is MetricCatalogue.LinkClicks or MetricCatalogue.ProfileVisits);
    }

    /// <summary>An account that nobody can call has no taps: that is no figure, and nothing to keep day by day.</summary>
    [Fact]
    public async Task Insights_WithoutAContactButton_KeepNothingOfIt()
    {
        _rig.Faults.HasNoContactButton = true;

        await _rig.ReadAsync(_place, "insights", 4);

        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Metric == MetricCatalogue.ContactTaps);
        Assert.NotNull(_rig.Facts.Value(MetricCatalogue.Interactions, Today().AddDays(-3)));
    }

    [Fact]
    public async Task Posts_WithTheirFigures_EqualTheModel()
    {
        await _rig.ReadAsync(_place, "posts", 28);

        var at = _rig.Clock.GetUtcNow();
        var posts = _rig.Model.Posts(Today().AddDays(-27), Today()).Where(post => post.PublishedAt <= at).ToList();
        Assert.Equal(posts.Select(InstagramStandIn.IdOf).Order(), _rig.Facts.Posts.Keys.Order());
        Assert.All(posts, post =>
        {
            var found = _rig.Facts.Posts[InstagramStandIn.IdOf(post)];
            Assert.Equal(
                (_rig.Model.OfPost(post, GraphBrand.PostViews, at), _rig.Model.OfPost(post, GraphBrand.PostReach, at), _rig.Model.OfPost(post, GraphBrand.PostReactions, at),
                    _rig.Model.OfPost(post, GraphBrand.PostShares, at), _rig.Model.OfPost(post, GraphBrand.PostSaves, at), post.Number == 0 ? _rig.Model.OfPost(post, GraphBrand.PostClicks, at) : (long?)null),
                (found.Views!.Value, found.Reach!.Value, found.Reactions!.Value, found.Shares!.Value, found.Saves!.Value, found.LinkClicks));
            Assert.Equal(post.Number == 0 ? "photo" : "reel", found.Type);
        });
    }

    [Fact]
    public async Task Stories_ReadEveryHour_AreLookedAtFiveTimesBeforeTheyGo() =>
        Assert.Equal([70, 370, 1210, 1330, 1390], await LooksAsync([.. Enumerable.Range(0, 26).Select(hour => (60 * hour) + 10)]));

    [Fact]
    public async Task Stories_WhoseReadingsWereMissed_AreCaughtUpWithAndSeenBeforeTheyGo() =>
        Assert.Equal([185, 790, 1275, 1425], await LooksAsync([10, 185, 250, 790, 850, 1275, 1310, 1425, 1445]));

    /// <summary>The ages of the same story, in minutes, at which readings at such ages looked at it.</summary>
    private async Task<IReadOnlyList<int>> LooksAsync(IReadOnlyList<int> readings)
    {
        var story = _rig.Model.Posts(Today(), Today().AddDays(20)).First(post => post.Number == 1 && post.PublishedAt > _rig.Clock.GetUtcNow());
        var looks = new List<int>();
        DateTimeOffset? before = null;
        foreach (var age in readings)
        {
            var now = story.PublishedAt.AddMinutes(age);
            _rig.Clock.SetUtcNow(now);
            var pages = await _rig.ReadAsync(_place, "stories", 1, reading => reading with { LastReadAt = before });
            before = now;
            if (pages.SelectMany(page => page.Posts).FirstOrDefault(post => post.PostId == InstagramStandIn.StoryIdOf(story)) is not { } found)
                continue;
            looks.Add(age);
            Assert.Equal(("story", _rig.Model.OfPost(story, GraphBrand.PostReach, now)), (found.Type, found.Reach));
        }

        return looks;
    }

    [Fact]
    public async Task Stories_SeenByTooFew_AreKnownWithoutFigures()
    {
        var story = _rig.Model.Posts(Today(), Today().AddDays(20)).First(post => post.Number == 1 && post.PublishedAt > _rig.Clock.GetUtcNow());
        _rig.Clock.SetUtcNow(story.PublishedAt.AddMinutes(70));
        _rig.Faults.IsSmall = true;

        var pages = await _rig.ReadAsync(_place, "stories", 1);

        Assert.Equal((null, null), (_rig.Facts.Posts[InstagramStandIn.StoryIdOf(story)].Reach, _rig.Facts.Posts[InstagramStandIn.StoryIdOf(story)].Views));
        Assert.Empty(pages.SelectMany(page => page.Refused));
    }

    [Fact]
    public async Task Posts_WithoutThePermissionForInsights_ComeWithWhatIsOpen()
    {
        _rig.Faults.LacksInsights = true;

        var pages = await _rig.ReadAsync(_place, "posts", 10);

        Assert.NotEmpty(_rig.Facts.Posts);
        Assert.All(_rig.Facts.Posts.Values, post => Assert.Equal((null, null, true), (post.Reach, post.Views, post.Reactions is not null)));
        Assert.All(pages, page => Assert.Contains("insights", Assert.Single(page.Remarks).En, StringComparison.Ordinal));
        Assert.Equal(SourceProblem.Forbidden, (await Assert.ThrowsAsync<SourceException>(() => _rig.ReadAsync(_place, "insights", 3))).Problem);
    }

    [Fact]
    public async Task Comments_WithAnswers_EqualTheModel()
    {
        await _rig.ReadAsync(_place, "comments", 14);

        var at = _rig.Clock.GetUtcNow();
        var since = _rig.Facts.Messages.Values.Min(live => live.Message.At);
        var words = _rig.Model.Posts(Today().AddDays(-45), Today()).SelectMany(post => _rig.Model.Comments(post, at)).Where(word => word.At >= since).ToList();
        Assert.True(words.Count > 20);
        Assert.Equal(
            words.Select(word => ("comment:178" + (word.Parent ?? word.Key), "178" + word.Key, word.At, word.Person is null ? Direction.Outbound : Direction.Inbound)).Order(),
            _rig.Facts.Messages.Values.Select(live => (live.Message.Conversation, live.Message.MessageId, live.Message.At, live.Message.Direction)).Order());
    }

    [Fact]
    public async Task Messages_OfTheLinkedPage_EqualTheModel()
    {
        await _rig.ReadAsync(_place, "messages", 3);

        Assert.NotEmpty(_rig.Facts.Messages);
        var at = _rig.Clock.GetUtcNow();
        var letters = _rig.Model.Messages(Today().AddDays(-5), Today(), at).ToDictionary(word => InboxStandIn.IdOf(word, isInstagram: true));
        Assert.All(_rig.Facts.Messages.Values, live =>
        {
            var word = letters[live.Message.MessageId];
            Assert.Equal(
                ("person:" + _rig.Hasher.Hash($"instagram:{GraphBrand.InstagramId}:{word.Thread}"), word.At, word.Person is null ? Direction.Outbound : Direction.Inbound),
                (live.Message.Conversation, live.Message.At, live.Message.Direction));
        });
    }

    [Fact]
    public async Task Demographics_OfToday_AreJointByGenderAndAge()
    {
        await _rig.ReadAsync(_place, "demographics", 1);

        var followers = _rig.Model.Followers(GraphBrand.Gained, GraphBrand.Lost, Today());
        Assert.Equal(
            [(followers * 28 / 100), (followers * 4 / 100), (followers * 62 / 100), (followers * 12 / 100)],
            new[] { "gender:female|age:25-34", "gender:unknown|age:25-34", "country:UA", "city:Lviv" }.Select(dimension => _rig.Facts.Value(MetricCatalogue.Audience, Today(), dimension)!.Value));
    }

    [Theory]
    [InlineData("insights", 70)]
    [InlineData("posts", 28)]
    [InlineData("comments", 28)]
    public async Task Reading_BrokenOffAfterAnyPage_GoesOnToTheSameFacts(string stream, int days)
    {
        _rig.Faults.MostAtOnce = 12;
        var whole = await _rig.ReadAsync(_place, stream, days);
        var expected = _rig.Facts.Lines();
        Assert.True(whole.Count > 1);

        for (var broken = 1; broken < whole.Count; broken++)
        {
            var facts = new Collected();
            foreach (var page in whole.Take(broken))
                facts.Take(page);
            await foreach (var page in _rig.Source.ReadAsync(_rig.Reading(_place, stream, days, reading => reading with { Cursor = whole[broken - 1].Cursor }), MetaRig.Stop))
                facts.Take(page);
            Assert.Equal(expected, facts.Lines());
        }
    }

    [Fact]
    public async Task Discover_FindsWhatCheckSays()
    {
        var only = Assert.Single(await _rig.Source.DiscoverAsync(_rig.Access, MetaRig.Stop).ToListAsync(MetaRig.Stop));

        Assert.Equal((_place.ExternalId, _place.Name, _place.AccessExpiresAt), (only.ExternalId, only.Name, only.AccessExpiresAt));
        Assert.Equal(_place.Details, only.Details);
    }

    [Fact]
    public async Task Check_PageNotSeen_SaysThatMessagesCannotBeRead()
    {
        _rig.Faults.HidesPages = true;

        var place = await _rig.CheckAsync(GraphBrand.InstagramId);

        Assert.Contains("Messages cannot be read", Assert.Single(place.Remarks).En, StringComparison.Ordinal);
        Assert.Empty(await _rig.ReadAsync(place, "messages", 2));
    }

    [Fact]
    public async Task Reading_DeadToken_IsSaidWithoutRepeatingIt()
    {
        _rig.Faults.TokenDead = 460;

        var exception = await Assert.ThrowsAsync<SourceException>(() => _rig.ReadAsync(_place, "insights", 2));

        Assert.Equal(SourceProblem.Unauthorized, exception.Problem);
        Assert.DoesNotContain("EAA", exception.ToString(), StringComparison.Ordinal);
    }

    private DateOnly Today() => GraphInsightAnswers.Today(_rig.Clock.GetUtcNow());
}
