using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Facebook;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>What is collected of a page is what the brand really had.</summary>
public sealed class FacebookCollectingTests : IAsyncLifetime
{
    private static readonly (string Metric, ModelFigure Figure)[] Additive =
    [
        (MetricCatalogue.FollowersGained, GraphBrand.Gained), (MetricCatalogue.FollowersLost, GraphBrand.Lost), (MetricCatalogue.Views, GraphBrand.Views), (MetricCatalogue.ProfileVisits, GraphBrand.Visits),
        (MetricCatalogue.Interactions, GraphBrand.Interactions),
    ];

    private MetaRig _rig = null!;
    private SourcePlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await MetaRig.StartAsync<FacebookNetwork>();
        _place = await _rig.CheckAsync(GraphBrand.PageId);
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
                _rig.Model.Restate(GraphBrand.Views, Today().AddDays(-4), 107);
            await _rig.ReadAsync(_place, "insights", 8);
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        for (var day = first; day <= Today().AddDays(-6); day = day.AddDays(1))
        {
            Assert.All(Additive, one => Assert.Equal(_rig.Model.Truth(one.Figure, day), _rig.Facts.Value(one.Metric, day)));
            Assert.All([1, 7, 28], days => Assert.Equal(_rig.Model.TruthOfWindow(GraphBrand.Viewers, day, days), _rig.Facts.Value(MetricCatalogue.Reach, day, $"days:{days}")));
            Assert.Equal(_rig.Model.Followers(GraphBrand.Gained, GraphBrand.Lost, day), _rig.Facts.Value(MetricCatalogue.Followers, day));
        }
    }

    [Fact]
    public async Task Insights_OfADayTheNetworkIsLateWith_AreObservedWithoutAValue()
    {
        var yesterday = Today().AddDays(-1);
        _rig.Model.Delay(yesterday, 2);

        await _rig.ReadAsync(_place, "insights", 3);

        Assert.Null(_rig.Facts.Value(MetricCatalogue.Views, yesterday));
        Assert.NotNull(_rig.Facts.Value(MetricCatalogue.Views, yesterday.AddDays(-1)));
        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Day == Today());
    }

    [Fact]
    public async Task Insights_OverTheChangeOfClocks_HaveEveryDayOnce()
    {
        var pages = await _rig.ReadAsync(_place, "insights", 10);

        var days = pages.SelectMany(page => page.Points).Where(point => point.Metric == MetricCatalogue.Views).Select(point => point.Day).ToList();
        Assert.Equal(Enumerable.Range(0, 9).Select(Today().AddDays(-9).AddDays), days);
        Assert.All(days.SkipLast(2), day => Assert.Equal(_rig.Model.Truth(GraphBrand.Views, day), _rig.Facts.Value(MetricCatalogue.Views, day)));
    }

    /// <summary>Read half an hour before and after our midnight: for the network it is another day at one of the two.</summary>
    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task Insights_ClockOfTheNetworkIsAheadOrBehind_EqualTheModelOnceTheDaysAreOver(int hours)
    {
        await using var rig = await MetaRig.StartAsync<FacebookNetwork>(TimeSpan.FromHours(hours));
        var place = await rig.CheckAsync(GraphBrand.PageId);
        Pass(rig, TimeSpan.FromHours(17.5));
        for (var day = 0; day < 5; day++)
        {
            await rig.ReadAsync(place, "insights", 5);
            await rig.ReadAsync(place, "comments", 5);
            Pass(rig, TimeSpan.FromHours(1));
            await rig.ReadAsync(place, "insights", 5);
            Assert.All(rig.Facts.Points.Keys, key => Assert.True(key.Day < LocalDay.Of(rig.Clock.GetUtcNow(), place.DayZone)));
            Pass(rig, TimeSpan.FromHours(23));
        }

        await rig.ReadAsync(place, "comments", 14);
        var today = LocalDay.Of(rig.Clock.GetUtcNow(), place.DayZone);
        Assert.All([4, 5, 6], back => Assert.All(Additive, one => Assert.Equal(rig.Model.Truth(one.Figure, today.AddDays(-back)), rig.Facts.Value(one.Metric, today.AddDays(-back)))));
        var since = rig.Facts.Messages.Values.Min(live => live.Message.At);
        var words = rig.Model.Posts(today.AddDays(-45), today.AddDays(1)).SelectMany(post => rig.Model.Comments(post, rig.NetworkClock.GetUtcNow())).Where(word => word.At >= since);
        Assert.Equal(words.Select(word => $"{word.Thread}_{word.Key}").Order(), rig.Facts.Messages.Keys.Select(key => key.Id).Order());

        static void Pass(MetaRig rig, TimeSpan time)
        {
            rig.Clock.Advance(time);
            rig.NetworkClock.Advance(time);
        }
    }

    [Fact]
    public async Task Insights_OfALongHistory_ComeInWindowsTheNetworkTakes()
    {
        var pages = await _rig.ReadAsync(_place, "insights", 95, reading => reading with { IsHistory = true });

        Assert.Equal(4, pages.Count);
        Assert.Equal(_rig.Model.Truth(GraphBrand.Views, MetaRig.FirstDay.AddDays(5)), _rig.Facts.Value(MetricCatalogue.Views, MetaRig.FirstDay.AddDays(5)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Insights_OneMetricRefused_CostsNoOther(int shape)
    {
        _rig.Faults.RefusalShape = shape;
        _rig.Faults.DeadMetrics.Add("page_views_total");

        var pages = await _rig.ReadAsync(_place, "insights", 5);

        Assert.Equal("page_views_total", Assert.Single(pages.SelectMany(page => page.Refused)).Metric);
        Assert.Equal(_rig.Model.Truth(GraphBrand.Views, Today().AddDays(-4)), _rig.Facts.Value(MetricCatalogue.Views, Today().AddDays(-4)));
        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Metric == MetricCatalogue.ProfileVisits);
    }

    [Fact]
    public async Task Insights_MetricRefusedBefore_IsNotAskedFor()
    {
        await _rig.ReadAsync(_place, "insights", 5, reading => reading with { Refused = new HashSet<string> { "page_views_total", "page_total_media_view_unique/week" } });

        Assert.DoesNotContain(_rig.Server.Calls, call => call.Contains("page_views_total", StringComparison.Ordinal) || call.Contains("period=week", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Insights_OfASmallPage_AreNoZerosAndNotExpected()
    {
        _rig.Faults.IsSmall = true;

        var page = Assert.Single(await _rig.ReadAsync(_place, "insights", 5));
        await _rig.ReadAsync(_place, "followers", 1);

        Assert.All(_rig.Facts.Points.Values.Where(point => point.Metric != MetricCatalogue.Followers), point => Assert.Null(point.Value));
        Assert.Equal(GraphBrand.FewFollowers, Assert.Single(_rig.Facts.Points.Values, point => point.Metric == MetricCatalogue.Followers).Value);
        Assert.True(page.GivesNone);
        Assert.Contains("fewer than 100 likes", Assert.Single(page.Remarks).En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insights_OfAPageThatStopped_AreStillExpected()
    {
        _rig.Faults.InsightsStopped = true;

        var page = Assert.Single(await _rig.ReadAsync(_place, "insights", 5));

        Assert.False(page.GivesNone);
        Assert.Empty(page.Remarks);
    }

    [Fact]
    public async Task Insights_OfAPageThatTellsThem_AskForNoLikes()
    {
        await _rig.ReadAsync(_place, "insights", 5);

        Assert.DoesNotContain(_rig.Server.Calls, call => call.Contains("fan_count", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Posts_WithTheirFigures_EqualTheModel()
    {
        _rig.Faults.EmptyPages = true;
        _rig.Faults.MostAtOnce = 7;

        var pages = await _rig.ReadAsync(_place, "posts", 28);

        var at = _rig.Clock.GetUtcNow();
        var posts = _rig.Model.Posts(Today().AddDays(-27), Today()).Where(post => post.PublishedAt <= at).ToList();
        Assert.NotEmpty(posts);
        Assert.Equal(posts.Select(post => $"{GraphBrand.PageId}_{post.Key}").Order(), _rig.Facts.Posts.Keys.Order());
        Assert.All(posts, post =>
        {
            var found = _rig.Facts.Posts[$"{GraphBrand.PageId}_{post.Key}"];
            Assert.Equal(post.PublishedAt, found.PublishedAt);
            Assert.Equal(
                (_rig.Model.OfPost(post, GraphBrand.PostViews, at), _rig.Model.OfPost(post, GraphBrand.PostReach, at), _rig.Model.OfPost(post, GraphBrand.PostReactions, at), (long)_rig.Model.Comments(post, at).Count,
                    _rig.Model.OfPost(post, GraphBrand.PostShares, at), _rig.Model.OfPost(post, GraphBrand.PostClicks, at)),
                (found.Views, found.Reach, found.Reactions, found.Comments, found.Shares, found.LinkClicks));
        });
        Assert.Equal(FactKind.Posts, Assert.Single(pages.SelectMany(page => page.Told)).Kind);
    }

    [Fact]
    public async Task Posts_WithoutThePermissionForReactions_ComeWithoutThemAndSaySo()
    {
        _rig.Faults.LacksUserContent = true;

        var pages = await _rig.ReadAsync(_place, "posts", 10);

        Assert.All(_rig.Facts.Posts.Values, post => Assert.Equal((null, null, true), (post.Reactions, post.Comments, post.Views is not null)));
        Assert.Contains(pages, page => page.Remarks.Any(remark => remark.En.Contains("pages_read_user_content", StringComparison.Ordinal)));
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
        _rig.Faults.StrangeNext = true;

        await _rig.ReadAsync(_place, "comments", 14);

        var at = _rig.Clock.GetUtcNow();
        var since = _rig.Facts.Messages.Values.Min(live => live.Message.At);
        var words = _rig.Model.Posts(Today().AddDays(-45), Today()).SelectMany(post => _rig.Model.Comments(post, at)).Where(word => word.At >= since).ToList();
        Assert.True(words.Count > 20);
        Assert.Equal(words.Select(word => $"{word.Thread}_{word.Key}").Order(), _rig.Facts.Messages.Keys.Select(key => key.Id).Order());
        Assert.All(words, word =>
        {
            var found = _rig.Facts.Messages[($"comment:{word.Thread}_{word.Parent ?? word.Key}", $"{word.Thread}_{word.Key}")].Message;
            Assert.Equal((word.At, MessageKind.Comment, word.Person is null ? Direction.Outbound : Direction.Inbound), (found.At, found.Kind, found.Direction));
            Assert.Equal(word.Person is null || word.Person.EndsWith('3') ? null : _rig.Hasher.Hash($"facebook:{GraphBrand.PageId}:{word.Person}"), found.Author);
        });

        // What a token is worth can only be asked for with the token in the address; nothing else has it there.
        Assert.All(_rig.Server.Calls.Where(call => !call.StartsWith("debug_token", StringComparison.Ordinal)), call => Assert.DoesNotContain("EAA", call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_OfAllConversations_EqualTheModel(bool lacksLinks)
    {
        _rig.Faults.LacksLinks = lacksLinks;
        await _rig.ReadAsync(_place, "messages", 5);

        var at = _rig.Clock.GetUtcNow();
        var since = _rig.Reading(_place, "messages", 5).From.ToDateTime(TimeOnly.MinValue);
        var letters = _rig.Model.Messages(Today().AddDays(-5), Today(), at).Where(word => word.At >= new DateTimeOffset(since, TimeSpan.FromHours(2))).ToList();
        Assert.True(letters.Count > 10);
        Assert.Equal(
            letters.Select(word => ("person:" + _rig.Hasher.Hash($"facebook:{GraphBrand.PageId}:{word.Thread}"), "m_" + word.Key, word.At, word.Person is null ? Direction.Outbound : Direction.Inbound)).Order(),
            _rig.Facts.Messages.Values.Select(live => (live.Message.Conversation, live.Message.MessageId, live.Message.At, live.Message.Direction)).Order());
        Assert.All(_rig.Facts.Messages.Values, live => Assert.Equal(live.Message.Direction == Direction.Inbound, live.Words is not null));
        Assert.All(_rig.Facts.Messages.Values, live => Assert.Equal(lacksLinks, live.Link is null));
    }

    [Fact]
    public async Task Demographics_WhereStillTold_AreASnapshotOfToday()
    {
        await _rig.ReadAsync(_place, "demographics", 1);

        var followers = _rig.Model.Followers(GraphBrand.Gained, GraphBrand.Lost, Today());
        Assert.Equal(followers * 62 / 100, _rig.Facts.Value(MetricCatalogue.Audience, Today(), "country:UA"));
        Assert.Equal(followers * 31 / 100, _rig.Facts.Value(MetricCatalogue.Audience, Today(), "city:Kyiv"));
    }

    [Fact]
    public async Task Demographics_NoLongerTold_AreRefusedAndNoFailure()
    {
        _rig.Faults.DeadMetrics.Add("page_follows_country");
        _rig.Faults.DeadMetrics.Add("page_follows_city");

        var page = Assert.Single(await _rig.ReadAsync(_place, "demographics", 1));

        Assert.Equal(["page_follows_city", "page_follows_country"], page.Refused.Select(refused => refused.Metric).Order());
        Assert.Empty(page.Points);
    }

    [Theory]
    [InlineData("insights", 70)]
    [InlineData("posts", 28)]
    [InlineData("comments", 28)]
    [InlineData("messages", 20)]
    public async Task Reading_BrokenOffAfterAnyPage_GoesOnToTheSameFacts(string stream, int days)
    {
        _rig.Faults.MostAtOnce = 6;
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
    public async Task Reading_StrangeRecords_AreKeptAsideAndCounted()
    {
        _rig.Faults.UnknownField = true;
        _rig.Faults.MissingField = true;

        var page = Assert.Single(await _rig.ReadAsync(_place, "posts", 10));

        var bad = Assert.Single(page.Bad);
        Assert.DoesNotContain("facebook.com", bad.Sample, StringComparison.Ordinal);
        Assert.NotEmpty(page.Posts);
        Assert.Equal(page.Posts.Count, page.UnknownFields["post.brand_new_field"]);
    }

    [Fact]
    public async Task Reading_DeadToken_IsSaidWithoutRepeatingIt()
    {
        _rig.Faults.TokenDead = 463;

        var exception = await Assert.ThrowsAsync<SourceException>(() => _rig.ReadAsync(_place, "followers", 1));

        Assert.Equal(SourceProblem.Unauthorized, exception.Problem);
        Assert.Contains("expired", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EAA", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_Throttled_SaysHowLong()
    {
        _rig.Faults.Throttled = 1;

        var exception = await Assert.ThrowsAsync<SourceException>(() => _rig.ReadAsync(_place, "followers", 1));

        Assert.Equal((SourceProblem.RateLimited, TimeSpan.FromMinutes(3)), (exception.Problem, exception.RetryAfter));
        Assert.Equal(1, _rig.Budget.Shares[$"meta:pages:{GraphBrand.PageId}"]);
    }

    [Fact]
    public async Task Reading_UsageInHeaders_IsTold()
    {
        _rig.Faults.Usage = 41.5;

        await _rig.ReadAsync(_place, "followers", 1);

        Assert.Equal(0.415, _rig.Budget.Shares[$"meta:pages:{GraphBrand.PageId}"], 6);
        Assert.Equal(0.17, _rig.Budget.Shares[$"meta:app:{GraphBrand.AppId}"], 6);
        Assert.True(_rig.Budget.Entered[$"meta:pages:{GraphBrand.PageId}"] >= 2);
    }

    [Fact]
    public async Task Reading_PassingTrouble_IsWaitedOut()
    {
        _rig.Faults.TransientErrors = 1;
        _rig.Faults.HtmlErrors = 1;

        await _rig.WithTimeAsync(_rig.ReadAsync(_place, "followers", 1), TimeSpan.FromMilliseconds(200));

        Assert.Single(_rig.Facts.Points);
    }

    [Fact]
    public async Task Reading_AnswersThatDrip_AreGivenUp()
    {
        _rig.Faults.Drip = TimeSpan.FromMinutes(10);

        var exception = await Assert.ThrowsAsync<SourceException>(() => _rig.WithTimeAsync(_rig.ReadAsync(_place, "followers", 1), TimeSpan.FromSeconds(5)));

        Assert.Equal(SourceProblem.Transient, exception.Problem);
    }

    [Fact]
    public async Task Discover_FindsWhatCheckSays()
    {
        var found = new List<SourcePlace>();
        await foreach (var place in _rig.Source.DiscoverAsync(_rig.Access, MetaRig.Stop))
            found.Add(place);

        var only = Assert.Single(found);
        Assert.Equal((_place.ExternalId, _place.Name, _place.DayZone, _place.AccessExpiresAt), (only.ExternalId, only.Name, only.DayZone, only.AccessExpiresAt));
        Assert.Equal(_place.Details, only.Details);
        Assert.Equal(_rig.Clock.GetUtcNow().AddDays(90), only.AccessExpiresAt);
    }

    [Fact]
    public async Task Discover_NoPageShown_NamesThePermissionMetaKeepsSilentAbout()
    {
        _rig.Faults.HidesPages = true;

        var exception = await Assert.ThrowsAsync<SourceException>(async () => await _rig.Source.DiscoverAsync(_rig.Access, MetaRig.Stop).FirstOrDefaultAsync(MetaRig.Stop));

        Assert.Contains("business_management", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MissingPermission_IsRemarked()
    {
        _rig.Faults.LacksUserContent = true;

        var place = await _rig.CheckAsync(GraphBrand.PageId);

        Assert.Contains("pages_read_user_content", Assert.Single(place.Remarks).En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OtherPage_SaysWhatToAssign()
    {
        var exception = await Assert.ThrowsAsync<SourceException>(() => _rig.CheckAsync("123"));

        Assert.Equal(SourceProblem.Forbidden, exception.Problem);
        Assert.Contains("Assign assets", exception.Message, StringComparison.Ordinal);
    }

    private DateOnly Today() => GraphInsightAnswers.Today(_rig.Clock.GetUtcNow());
}
