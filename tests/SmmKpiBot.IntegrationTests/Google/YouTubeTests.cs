using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sandbox.Networks.YouTube;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.YouTube;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

/// <summary>YouTube, read from the stand-in. The clock begins on Monday, 2026-11-23, at 2 in the night of California.</summary>
public sealed class YouTubeTests : IAsyncLifetime
{
    private const string Channel = "UC0123456789abcdefghijkl";

    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Period Fortnight = new(new(2026, 11, 9), new(2026, 11, 22));

    private readonly BrandModel _brand = new("acme", new(2026, 8, 1)) { FollowersAtStart = 15_400 };
    private GoogleRig _rig = null!;
    private YouTubeChannel _channel = null!;
    private SourceAccess _owner = null!;
    private SourceAccess _anybody = null!;
    private SourcePlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await GoogleRig.StartAsync<YouTubeNetwork>(google => new()
        {
            ["ApiBaseUrl"] = google.BaseUrl,
            ["AnalyticsApiBaseUrl"] = google.BaseUrl,
            ["ApiKey"] = YouTubeEndpoint.ApiKey,
            ["ClientId"] = GoogleAccounts.ClientId,
            ["ClientSecret"] = GoogleAccounts.ClientSecret,
        });
        _channel = new(Channel, "Acme Kitchen", "@acmekitchen", _brand) { Owner = "owner@example.com" };
        _rig.Google.YouTube.Channels.Add(_channel);
        _owner = new(new Dictionary<string, string> { ["refresh_token"] = _rig.Google.Accounts.Consented("owner@example.com") });
        _anybody = new(new Dictionary<string, string> { [YouTubeAccess.ApiKeyField] = YouTubeEndpoint.ApiKey });
        _place = await _rig.PassAsync(_rig.Source.CheckAsync(_owner, Channel, CallPriority.Asked, GoogleRig.Stop));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(Channel)]
    [InlineData("@acmekitchen")]
    [InlineData("https://www.youtube.com/@acmekitchen/")]
    [InlineData("https://www.youtube.com/channel/" + Channel)]
    [InlineData("")]
    public async Task Check_HoweverTheChannelIsNamed_FindsIt(string name)
    {
        var place = await _rig.PassAsync(_rig.Source.CheckAsync(_owner, name, CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal((Channel, "Acme Kitchen", "America/Los_Angeles"), (place.ExternalId, place.Name, place.DayZone.Id));
        Assert.Equal(["YouTube rounds the number of subscribers down to three digits: it moves in steps. Exact are those gained and lost."], place.Remarks.Select(remark => remark.En));
    }

    [Theory]
    [InlineData("@nobody")]
    [InlineData("UCnobody90123456789abcde")]
    [InlineData("acme kitchen")]
    public async Task Check_NoSuchChannel_SaysHowToNameOne(string name)
    {
        var error = await _rig.FailAsync(_rig.Source.CheckAsync(_anybody, name, CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal(SourceProblem.Forbidden, error.Problem);
        Assert.Contains("handle (@name)", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Everybody may see the channel; who consented in its owner's place reads no figures by day, and hears it at once.</summary>
    [Theory]
    [InlineData(Channel)]
    [InlineData("@acmekitchen")]
    [InlineData("@nobody")]
    public async Task Check_TheConsentOfSomebodyElse_SaysWhomToSignInAs(string name)
    {
        _rig.Google.YouTube.Channels.Add(new("UCsomebodyelse6789abcdef", "Other", "@other", _brand) { Owner = "other@example.com" });
        var somebodyElse = new SourceAccess(new Dictionary<string, string> { ["refresh_token"] = _rig.Google.Accounts.Consented("other@example.com") });
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(_rig.Source.CheckAsync(somebodyElse, name, CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal((SourceProblem.Forbidden, "Who consented is not the owner of this channel: connect the account again and choose the channel itself on Google's page, not your own name."), (error.Problem, error.Message));
        Assert.Equal(["/token", "/youtube/v3/channels"], _rig.Google.Calls.Skip(calls));
    }

    /// <summary>Whoever runs the bot took the app out of the settings: no consent is lost by it.</summary>
    [Fact]
    public async Task Check_WithoutTheAppOfTheSettings_IsNoTroubleOfTheChannel()
    {
        await using var rig = await GoogleRig.StartAsync<YouTubeNetwork>(google => new() { ["ApiBaseUrl"] = google.BaseUrl, ["AnalyticsApiBaseUrl"] = google.BaseUrl });

        var error = await rig.FailAsync(rig.Source.CheckAsync(_owner, Channel, CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal(SourceProblem.Misconfigured, error.Problem);
        Assert.Contains("Networks:YouTube:ClientId", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_AnOwner_ListsTheChannelAndAKeyListsNone()
    {
        _rig.Google.YouTube.Channels.Add(new("UCsomebodyelse6789abcdef", "Other", "@other", _brand) { Owner = "other@example.com" });

        Assert.Equal([Channel], (await _rig.PassAsync(DiscoverAsync(_owner))).Select(place => place.ExternalId));
        Assert.Contains("lists none", (await _rig.FailAsync(DiscoverAsync(_anybody))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TheChannel_TellsSubscribersAsYouTubeShowsThem()
    {
        var page = Assert.Single(await ReadAsync(YouTubeSource.Channel, new(Today, Today), _anybody));

        var subscribers = _channel.Subscribers(Today);
        Assert.InRange(subscribers, 15_401, 99_999);
        Assert.Equal([(MetricCatalogue.Followers, Today, subscribers / 100 * 100)], page.Points.Select(point => (point.Metric, point.Day, point.Value!.Value)));
        Assert.False(page.Points[0].Provisional);
    }

    [Fact]
    public async Task Read_HiddenSubscribers_AreObservedAndNotZero()
    {
        _channel.HidesSubscribers = true;

        var page = Assert.Single(await ReadAsync(YouTubeSource.Channel, new(Today, Today)));

        Assert.Null(Assert.Single(page.Points).Value);
        Assert.Equal(["This channel hides the number of its subscribers."], page.Remarks.Select(remark => remark.En));
        Assert.Single(page.Told);
    }

    [Fact]
    public async Task Read_TheChannelOfOtherDays_GivesNothing()
    {
        Assert.Empty(await ReadAsync(YouTubeSource.Channel, Fortnight));
        Assert.Empty(await ReadAsync(YouTubeSource.Channel, new(Today.AddDays(1), Today.AddDays(9))));
        Assert.Empty(await ReadAsync(YouTubeSource.Channel, new(Today, Today), isHistory: true));
    }

    [Fact]
    public async Task Read_Videos_EqualTheModelToTheUnit()
    {
        _rig.Google.YouTube.MostItems = 7;

        var pages = await ReadAsync(YouTubeSource.Videos, new(new(2026, 8, 25), Today));

        var now = _rig.Clock.GetUtcNow();
        var known = now.AddDays(-3);
        var wanted = _channel.Videos(now).Where(video => Pacific(video.Post.PublishedAt) >= new DateOnly(2026, 8, 25)).ToList();
        Assert.Equal(
            wanted.Select(video => (video.Id, video.Post.PublishedAt, _channel.Counters(video, now).Views, _channel.Counters(video, now).Likes, _channel.Counters(video, now).Comments, video.Post.PublishedAt <= YouTubeChannel.Counted(known) ? _channel.Shares(video, known) : (long?)null)).OrderBy(video => video.Id),
            pages.SelectMany(page => page.Posts).Select(post => (post.PostId, post.PublishedAt, post.Views!.Value, post.Reactions!.Value, post.Comments!.Value, post.Shares)).OrderBy(post => post.PostId));
        Assert.True(wanted.Count > 50, "The days should need more than one call.");
        Assert.Equal([(FactKind.Posts, new DateOnly(2026, 8, 25), Today)], pages.SelectMany(page => page.Told).Select(told => (told.Kind, told.FromDay, told.ToDay)));
    }

    [Fact]
    public async Task Read_VideosFromEveryCursor_GivesTheRest()
    {
        Period days = new(new(2026, 8, 1), Today);
        var pages = await ReadAsync(YouTubeSource.Videos, days);

        Assert.Equal(3, pages.Count);
        for (var page = 0; page < pages.Count - 1; page++)
            Assert.Equal(pages[(page + 1)..].SelectMany(one => one.Posts), (await ReadAsync(YouTubeSource.Videos, days, cursor: pages[page].Cursor)).SelectMany(one => one.Posts));
        Assert.Equal(pages.SelectMany(page => page.Posts).OrderBy(post => post.PublishedAt), pages.SelectMany(page => page.Posts));
    }

    [Fact]
    public async Task Read_VideosOfAFewDays_DoesNotGoThroughAllUploads()
    {
        _rig.Google.YouTube.MostItems = 20;
        var calls = _rig.Google.Calls.Count;

        await ReadAsync(YouTubeSource.Videos, Fortnight, _anybody);

        Assert.Equal(["/youtube/v3/playlistItems", "/youtube/v3/playlistItems", "/youtube/v3/playlistItems", "/youtube/v3/videos"], _rig.Google.Calls.Skip(calls));
    }

    [Fact]
    public async Task Read_WhatIsPrivateGoneOrHidden_IsNoFigure()
    {
        var videos = _channel.Videos(_rig.Clock.GetUtcNow()).Where(video => Fortnight.Contains(Pacific(video.Post.PublishedAt))).ToList();
        _channel.Private.Add(videos[0].Id);
        _channel.Gone.Add(videos[1].Id);
        _channel.HidesCounters = true;

        var posts = (await ReadAsync(YouTubeSource.Videos, Fortnight)).SelectMany(page => page.Posts).ToList();

        Assert.Equal(videos.Skip(2).Select(video => video.Id).Order(), posts.Select(post => post.PostId).Order());
        Assert.All(posts, post => Assert.Equal((null, null), (post.Reactions, post.Comments)));
        Assert.All(posts, post => Assert.NotNull(post.Views));
    }

    [Fact]
    public async Task Read_AChannelThatNeverUploaded_HasNoVideos()
    {
        _rig.Google.Faults.Next("playlistItems", GoogleFault.Reason(404, "playlistNotFound", "The playlist identified with the request's playlistId parameter cannot be found."));

        var page = Assert.Single(await ReadAsync(YouTubeSource.Videos, Fortnight));

        Assert.Empty(page.Posts);
        Assert.Single(page.Told);
    }

    [Fact]
    public async Task Read_InsightsThatHaveSettled_EqualTheModelToTheUnit()
    {
        _rig.Clock.Advance(TimeSpan.FromDays(10));

        var page = Assert.Single(await ReadAsync(YouTubeSource.Insights, Fortnight));

        Assert.Equal(Expected(Fortnight.From, Fortnight.To, Today.AddDays(99)), Shown(page));
        Assert.Equal(8 * 14, page.Told.Count);
        Assert.Equal(["YouTube changed what a view is between 2026-08-24 and 2026-08-27: since then every first frame counts, playing by itself included. Views before and after are not comparable; engaged_views are."], page.Remarks.Select(remark => remark.En));
    }

    [Fact]
    public async Task Read_InsightsOfTheLastDays_AreTheOnesThatAreReadyAndAreCorrectedLater()
    {
        var early = Assert.Single(await ReadAsync(YouTubeSource.Insights, new(Today.AddDays(-7), Today.AddDays(-1))));
        Assert.Equal(Expected(Today.AddDays(-7), Today.AddDays(-3), Today), Shown(early));
        _brand.Restate(YouTubeChannel.Views, Today.AddDays(-4), 70);
        _rig.Clock.Advance(TimeSpan.FromDays(3));
        var late = Assert.Single(await ReadAsync(YouTubeSource.Insights, new(Today.AddDays(-7), Today.AddDays(2))));

        Assert.Equal(Today.AddDays(-3), early.Told.Max(told => told.ToDay));
        Assert.Equal(Expected(Today.AddDays(-7), Today, Today.AddDays(3)), Shown(late));
        Assert.NotEqual(Shown(early), Shown(late)[..Shown(early).Count]);
        Assert.Equal([Today.AddDays(-3), Today.AddDays(-4), Today.AddDays(-5)], early.Points.Where(point => point.Provisional).Select(point => point.Day).Distinct().OrderDescending());
    }

    [Fact]
    public async Task Read_ADayWithoutARow_IsObservedAndNotZero()
    {
        _rig.Google.YouTubeAnalytics.MissingDays.Add(Today.AddDays(-5));
        _rig.Google.YouTubeAnalytics.MissingDays.Add(Today.AddDays(-3));

        var page = Assert.Single(await ReadAsync(YouTubeSource.Insights, new(Today.AddDays(-6), Today.AddDays(-1))));

        Assert.Equal([false, true, false], page.Points.Where(point => point.Metric == MetricCatalogue.Views).OrderBy(point => point.Day).Select(point => point.Value is null));
        Assert.Equal(Today.AddDays(-4), page.Told.Max(told => told.ToDay));
    }

    [Fact]
    public async Task Read_InsightsOfAChannelNobodySaw_AreObservedOnceTheyShouldBeThere()
    {
        Period before = new(new(2026, 7, 1), new(2026, 7, 3));

        var page = Assert.Single(await ReadAsync(YouTubeSource.Insights, before));

        Assert.Equal(24, page.Points.Count);
        Assert.All(page.Points, point => Assert.Null(point.Value));
        Assert.Equal(24, page.Told.Count);
    }

    [Fact]
    public async Task Read_OtherColumnsAndFractions_AreReadByTheirNames()
    {
        var usual = Assert.Single(await ReadAsync(YouTubeSource.Insights, Fortnight));
        _rig.Google.YouTubeAnalytics.IsOdd = true;

        Assert.Equal(Shown(usual), Shown(Assert.Single(await ReadAsync(YouTubeSource.Insights, Fortnight))));
    }

    [Fact]
    public async Task Read_AMetricTheApiRefuses_CostsNoOther()
    {
        _rig.Google.YouTubeAnalytics.DeadMetrics.Add("engagedViews");

        var page = Assert.Single(await ReadAsync(YouTubeSource.Insights, Fortnight));
        var calls = _rig.Google.Calls.Count;
        await ReadAsync(YouTubeSource.Insights, Fortnight, refused: ["engagedViews"]);

        Assert.Equal(["engagedViews"], page.Refused.Select(refused => refused.Metric));
        Assert.Equal(
            [
                MetricCatalogue.DailyComments, MetricCatalogue.DailyLikes, MetricCatalogue.DailyShares, MetricCatalogue.FollowersGained, MetricCatalogue.FollowersLost, MetricCatalogue.Views,
                MetricCatalogue.WatchMinutes,
            ],
            page.Points.Select(point => point.Metric).Distinct().Order());
        Assert.Equal(1, _rig.Google.Calls.Count - calls);
    }

    /// <summary>Shares of who watches; an audience, which counts followers, they are not.</summary>
    [Fact]
    public async Task Read_Viewers_AreTheSharesThatYouTubeTells()
    {
        var page = Assert.Single(await ReadAsync(YouTubeSource.Viewers, Fortnight));

        Assert.Equal(
            [("gender:female|age:18-24", 1240L), ("gender:female|age:25-34", 2170), ("gender:male|age:25-34", 1800), ("gender:male|age:65+", 210), ("gender:other|age:35-44", 85)],
            page.Points.Select(point => (point.Dimension, point.Value!.Value)).Order());
        Assert.All(page.Points, point => Assert.Equal((MetricCatalogue.ViewerShare, Fortnight.To), (point.Metric, point.Day)));
        Assert.Equal(Fortnight.To, Assert.Single(page.Told).FromDay);
    }

    [Fact]
    public async Task Read_ViewersOfAChannelFewPeopleSee_AreNotKnownAndNotZero()
    {
        _rig.Google.YouTube.IsEmpty = true;

        var page = Assert.Single(await ReadAsync(YouTubeSource.Viewers, Fortnight));

        Assert.Equal((0, 0, 0), (page.Points.Count, page.Told.Count, page.Bad.Count));
    }

    [Fact]
    public async Task Read_ViewersThatTheApiRefuses_AreAskedForAgainInAWeek()
    {
        _rig.Google.YouTubeAnalytics.DeadMetrics.Add("viewerPercentage");

        var page = Assert.Single(await ReadAsync(YouTubeSource.Viewers, Fortnight));
        var calls = _rig.Google.Calls.Count;

        Assert.Equal(["viewerPercentage"], page.Refused.Select(refused => refused.Metric));
        Assert.Empty(await ReadAsync(YouTubeSource.Viewers, Fortnight, refused: ["viewerPercentage"]));
        Assert.Empty(await ReadAsync(YouTubeSource.Viewers, Fortnight, _anybody));
        Assert.Equal(calls, _rig.Google.Calls.Count);
    }

    [Fact]
    public async Task Read_InsightsWithAKey_AsksForNothing()
    {
        var calls = _rig.Google.Calls.Count;

        Assert.Empty(await ReadAsync(YouTubeSource.Insights, Fortnight, _anybody));

        Assert.Equal(calls, _rig.Google.Calls.Count);
    }

    [Fact]
    public async Task Read_InsightsOfSomebodyElsesChannel_SaysWhomToSignInAs()
    {
        _channel.Owner = "other@example.com";

        var error = await _rig.FailAsync(ReadAsync(YouTubeSource.Insights, Fortnight));

        Assert.Equal((SourceProblem.Forbidden, "Who consented is not the owner of this channel: connect the account again and choose the channel itself on Google's page, not your own name."), (error.Problem, error.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Comments_EqualTheModelReplyForReply(bool isOwner)
    {
        _rig.Google.YouTube.MostItems = isOwner ? 9 : null;
        var now = _rig.Clock.GetUtcNow();

        var pages = await ReadAsync(YouTubeSource.Comments, new(Fortnight.From, Today), isOwner ? _owner : _anybody);

        var expected = _channel.Threads(now).Where(thread => Pacific(thread.Question.At) >= Fortnight.From)
            .SelectMany(thread => thread.Replies.Prepend(thread.Question).Select(word => ($"Ug{thread.Question.Key}", word.Parent is null ? $"Ug{word.Key}" : $"Ug{word.Parent}.{word.Key}", word.At, word.Person is null ? Direction.Outbound : Direction.Inbound)));
        var messages = pages.SelectMany(page => page.Messages).ToList();
        Assert.Equal(expected.OrderBy(word => word.Item2, StringComparer.Ordinal), messages.Select(live => (live.Message.Conversation, live.Message.MessageId, live.Message.At, live.Message.Direction)).OrderBy(word => word.MessageId, StringComparer.Ordinal));
        Assert.Contains(messages.GroupBy(live => live.Message.Conversation), thread => thread.Count() > 100);
        Assert.All(messages, live => Assert.Equal(MessageKind.Comment, live.Message.Kind));
        Assert.All(messages.Where(live => live.Message.Direction == Direction.Outbound), live => Assert.Equal((null, null), (live.Message.Author, live.Words)));
        Assert.Contains(messages, live => live.Message is { Direction: Direction.Inbound, Author: null });
        Assert.All(messages, live => Assert.StartsWith("https://www.youtube.com/watch?v=vd", live.Link, StringComparison.Ordinal));
        Assert.Equal([(FactKind.Messages, Fortnight.From, Today)], pages.SelectMany(page => page.Told).Select(told => (told.Kind, told.FromDay, told.ToDay)));
    }

    /// <summary>Each list of replies costs a unit: those of a long thread are asked for when there are more of them, when nobody knows whether they were stored, and once a day.</summary>
    [Fact]
    public async Task Read_CommentsOfLongThreads_AsksForRepliesWhenTheirNumberChanges()
    {
        Period days = new(Today.AddDays(-7), Today.AddDays(5));
        var step = TimeSpan.FromHours(6);
        while (Changed(_rig.Clock.GetUtcNow()).Count == 0)
            _rig.Clock.Advance(step);
        var began = _rig.Clock.GetUtcNow();
        var (first, changed) = (LongThreads(began), Changed(began));
        Assert.InRange(changed.Count, 1, LongThreads(began + step).Count - 1);

        Assert.Equal(PagesOf(first.Keys), await AskedAsync(lastReadAt: null));
        Assert.Equal(0, await AskedAsync(lastReadAt: began));
        Assert.Equal(PagesOf(first.Keys), await AskedAsync(lastReadAt: began.AddMinutes(-15)));

        _rig.Clock.Advance(step);
        var at = _rig.Clock.GetUtcNow();
        Assert.Equal(PagesOf(changed), await AskedAsync(lastReadAt: began));
        Assert.Equal(0, await AskedAsync(lastReadAt: at));

        _rig.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(PagesOf(LongThreads(_rig.Clock.GetUtcNow()).Keys), await AskedAsync(lastReadAt: at));

        Dictionary<string, int> LongThreads(DateTimeOffset now) => _channel.Threads(now)
            .Where(thread => days.Contains(Pacific(thread.Question.At)) && thread.Replies.Count > 5).ToDictionary(thread => thread.Question.Key, thread => thread.Replies.Count);
        List<string> Changed(DateTimeOffset now) => [.. LongThreads(now + step).Except(LongThreads(now)).Select(thread => thread.Key)];
        int PagesOf(IEnumerable<string> keys)
        {
            var counts = LongThreads(_rig.Clock.GetUtcNow());
            return keys.Sum(key => (counts[key] + 99) / 100);
        }

        async Task<int> AskedAsync(DateTimeOffset? lastReadAt)
        {
            var calls = _rig.Google.Calls.Count;
            await _rig.ReadAsync(_rig.Reading(_place, _owner, YouTubeSource.Comments, days.From, days.To) with { LastReadAt = lastReadAt });
            return _rig.Google.Calls.Skip(calls).Count(path => path == "/youtube/v3/comments");
        }
    }

    [Fact]
    public async Task Read_AStrangeReplyInsideOfAThread_CostsNoOther()
    {
        const string comment = """{"publishedAt":"2026-11-22T10:00:00Z","textDisplay":"Where can I buy this?"}""";
        _rig.Google.Faults.Next("/youtube/v3/commentThreads", new GoogleFault(200, "{\"items\":[{\"id\":\"UgA\",\"snippet\":{\"videoId\":\"vd1\",\"totalReplyCount\":2,\"topLevelComment\":{\"id\":\"UgA\",\"snippet\":" + comment
            + "}},\"replies\":{\"comments\":[{\"id\":\"UgA.1\",\"snippet\":{}},{\"id\":\"UgA.2\",\"snippet\":" + comment + "}]}}]}"));

        var page = Assert.Single(await ReadAsync(YouTubeSource.Comments, new(Fortnight.From, Today)));

        Assert.Equal(["UgA", "UgA.2"], page.Messages.Select(live => live.Message.MessageId));
        Assert.Equal((1, 0), (page.Bad.Count, page.Told.Count));
    }

    [Fact]
    public async Task Read_CommentsFromEveryCursor_GivesTheRest()
    {
        Period days = new(new(2026, 8, 1), Today);
        var pages = await ReadAsync(YouTubeSource.Comments, days);

        Assert.True(pages.Count > 2, "The days should need more than two pages.");
        for (var page = 0; page < pages.Count - 1; page++)
            Assert.Equal(pages[(page + 1)..].SelectMany(one => one.Messages), (await ReadAsync(YouTubeSource.Comments, days, cursor: pages[page].Cursor)).SelectMany(one => one.Messages));
    }

    [Fact]
    public async Task Read_CommentsOff_IsNoTrouble()
    {
        _channel.CommentsOff = true;

        var page = Assert.Single(await ReadAsync(YouTubeSource.Comments, Fortnight));

        Assert.Equal((0, 1), (page.Messages.Count, page.Told.Count));
        Assert.Equal(["Comments are switched off for this channel."], page.Remarks.Select(remark => remark.En));
    }

    [Fact]
    public async Task Read_FieldsNobodyKnows_AreCounted()
    {
        _rig.Google.YouTube.HasNewField = true;

        var pages = await ReadAsync(YouTubeSource.Videos, Fortnight);

        Assert.True(pages.Sum(page => page.UnknownFields["video.brandKit"]) > 0);
        Assert.Empty(pages.SelectMany(page => page.Bad));
    }

    [Fact]
    public async Task Read_EachCall_IsCountedInUnitsUntilMidnightInCalifornia()
    {
        await ReadAsync(YouTubeSource.Videos, Fortnight, _anybody);
        await ReadAsync(YouTubeSource.Channel, new(Today, Today), _anybody);

        Assert.True(_rig.Budget.Spent.Count >= 5, "Not every call was counted.");
        Assert.All(_rig.Budget.Spent, spent => Assert.Equal((0.0001, _rig.Clock.GetUtcNow() + TimeSpan.FromHours(22)), (spent.Share, spent.ResetsAt)));
        Assert.All(_rig.Budget.Spent, spent => Assert.DoesNotContain("canary", spent.Key, StringComparison.Ordinal));
        Assert.Contains(_rig.Budget.Spent, spent => spent.Key == "youtube:project:1234567890");
    }

    [Fact]
    public async Task Read_UnitsUsedUp_WaitsForMidnightInCalifornia()
    {
        _rig.Google.YouTube.UnitsLeft = 0;
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(ReadAsync(YouTubeSource.Videos, Fortnight));

        Assert.Equal((SourceProblem.RateLimited, TimeSpan.FromHours(22)), (error.Problem, error.RetryAfter));
        Assert.Equal((1.0, TimeSpan.FromHours(22)), (_rig.Budget.Reports[^1].UsedShare, _rig.Budget.Reports[^1].ResetsAfter));
        Assert.Equal(1, _rig.Google.Calls.Count - calls);
    }

    [Theory]
    [InlineData(403, "rateLimitExceeded", SourceProblem.RateLimited)]
    [InlineData(403, "forbidden", SourceProblem.Forbidden)]
    [InlineData(403, "accessNotConfigured", SourceProblem.Misconfigured)]
    [InlineData(403, "insufficientPermissions", SourceProblem.Forbidden)]
    [InlineData(401, "youtubeSignupRequired", SourceProblem.Forbidden)]
    [InlineData(400, "invalidPageToken", SourceProblem.Transient)]
    [InlineData(400, "keyInvalid", SourceProblem.Unauthorized)]
    [InlineData(403, "ipRefererBlocked", SourceProblem.Unauthorized)]
    [InlineData(403, "API_KEY_SERVICE_BLOCKED", SourceProblem.Unauthorized)]
    [InlineData(400, "somethingNew", SourceProblem.Unexpected)]
    public async Task Read_Refused_IsTheProblemThatTheReasonNames(int status, string reason, SourceProblem expected)
    {
        _rig.Google.Faults.Next("/youtube/v3/", GoogleFault.Reason(status, reason, "API key and <a href=\"x\">words</a>"), times: 2);

        Assert.Equal(expected, (await _rig.FailAsync(ReadAsync(YouTubeSource.Channel, new(Today, Today), _anybody))).Problem);
    }

    [Fact]
    public async Task Read_TheKeyOfTheSettingsIsLimited_IsNoTroubleOfTheChannel()
    {
        _rig.Google.Faults.Next("/youtube/v3/", GoogleFault.Reason(403, "ipRefererBlocked", "The referrer <empty> is blocked."), times: 2);

        var error = await _rig.FailAsync(ReadAsync(YouTubeSource.Comments, Fortnight));

        Assert.Equal(SourceProblem.Misconfigured, error.Problem);
        Assert.Contains("ApiKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithTheKeyOfTheSettings_IsPaidByTheSameProject()
    {
        await ReadAsync(YouTubeSource.Comments, Fortnight);

        Assert.Equal(["youtube:project:1234567890"], _rig.Budget.Spent.Select(spent => spent.Key).Distinct());
    }

    [Fact]
    public async Task Read_AServerInTrouble_IsAskedAgainAndThenLeftAlone()
    {
        _rig.Google.Faults.Next("/youtube/v3/", GoogleFault.Reason(503, "backendError", "Backend Error"), times: 2);
        Assert.Single(await ReadAsync(YouTubeSource.Channel, new(Today, Today)));

        foreach (var (fault, problem) in new[]
        {
            (GoogleFault.Html(502), SourceProblem.Transient), (GoogleFault.Html(200), SourceProblem.Unexpected), (GoogleFault.Malformed, SourceProblem.Unexpected), (GoogleFault.Drip, SourceProblem.Transient),
        })
        {
            _rig.Google.Faults.Next("/youtube/v3/", fault, times: 99);
            Assert.Equal(problem, (await _rig.FailAsync(ReadAsync(YouTubeSource.Channel, new(Today, Today)))).Problem);
            _rig.Google.Faults.Clear();
        }
    }

    [Fact]
    public async Task Read_AConsentThatWasWithdrawn_NeedsConnectingAgainAndIsTriedOnce()
    {
        _rig.Google.Accounts.Revoke(_owner.Find("refresh_token")!);
        _rig.Google.Accounts.KillTokens();
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(ReadAsync(YouTubeSource.Insights, Fortnight));

        Assert.Equal(SourceProblem.Unauthorized, error.Problem);
        Assert.Equal(["/v2/reports", "/token"], _rig.Google.Calls.Skip(calls));
    }

    [Fact]
    public async Task Read_ATokenNearItsEnd_IsRenewedBefore()
    {
        await ReadAsync(YouTubeSource.Insights, Fortnight);
        _rig.Clock.Advance(TimeSpan.FromMinutes(56));
        var calls = _rig.Google.Calls.Count;

        await ReadAsync(YouTubeSource.Insights, Fortnight);

        Assert.Equal(["/token", "/v2/reports"], _rig.Google.Calls.Skip(calls));
    }

    [Fact]
    public void Ways_AKey_IsRecognised()
    {
        var way = _rig.Source.Ways.OfType<PastedSecret>().Single();

        Assert.Null(way.Problem(YouTubeEndpoint.ApiKey));
        Assert.NotNull(way.Problem("""{"type": "service_account"}"""));
        Assert.DoesNotContain("secret", way.Problem("secret words")!.Value.En, StringComparison.Ordinal);
    }

    private static DateOnly Pacific(DateTimeOffset at) => LocalDay.Of(at, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));

    private List<string> Expected(DateOnly from, DateOnly to, DateOnly today) =>
    [
        .. new Period(from, to).EachDay().SelectMany(day => new[]
        {
            (MetricCatalogue.Views, YouTubeChannel.Views), (MetricCatalogue.EngagedViews, YouTubeChannel.EngagedViews), (MetricCatalogue.FollowersGained, YouTubeChannel.Gained), (MetricCatalogue.FollowersLost, YouTubeChannel.Lost),
            (MetricCatalogue.DailyLikes, YouTubeChannel.Likes), (MetricCatalogue.DailyComments, YouTubeChannel.Comments), (MetricCatalogue.DailyShares, YouTubeChannel.SharesByDay), (MetricCatalogue.WatchMinutes, YouTubeChannel.WatchMinutes),
        }.Select(pair => $"{day:O} {pair.Item1} {_brand.Told(pair.Item2, day, today, YouTubeAnalyticsEndpoint.Corrections)}").Order(StringComparer.Ordinal)),
    ];

    private static List<string> Shown(SourcePage page) => [.. page.Points.Select(point => $"{point.Day:O} {point.Metric} {point.Value}").Order(StringComparer.Ordinal)];

    private async Task<List<SourcePlace>> DiscoverAsync(SourceAccess access)
    {
        var places = new List<SourcePlace>();
        await foreach (var place in _rig.Source.DiscoverAsync(access, GoogleRig.Stop))
            places.Add(place);
        return places;
    }

    private Task<List<SourcePage>> ReadAsync(string stream, Period days, SourceAccess? access = null, string? cursor = null, bool isHistory = false, IReadOnlyList<string>? refused = null) =>
        _rig.ReadAsync(_rig.Reading(_place, access ?? _owner, stream, days.From, days.To) with { Cursor = cursor, IsHistory = isHistory, Refused = (refused ?? []).ToHashSet() });
}
