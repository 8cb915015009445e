using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Networks.Live;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sandbox.Scene;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Demo;

/// <summary>The networks of the sandbox lie on this machine, all of their addresses.</summary>
public sealed class StandInsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_OfEveryNetwork_HaveNoAddressOutsideThisMachine()
    {
        await using var telegram = await BotApiServer.StartAsync(new BotApiOptions(), Stop);
        await using var networks = await StandIns.StartAsync(TimeProvider.System, new DateOnly(2026, 11, 20), telegram, new AgencyScene(telegram.World).Channel, Stop);
        var example = new ConfigurationBuilder().AddJsonFile(Path.Combine(RepositoryRoot(), "appsettings.example.json")).Build();

        var settings = new ConfigurationBuilder().AddInMemoryCollection(networks.Settings).Build();

        Assert.Equal(["facebook", "instagram", "meta-ads", "google-analytics", "youtube", "telegram"], networks.All.Select(standIn => standIn.Network));
        foreach (var section in networks.All.Select(standIn => example.GetRequiredSection("Networks:" + standIn.Section)))
        {
            var addresses = section.GetChildren().Where(setting => setting.Key.EndsWith("Url", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(addresses);
            Assert.All(addresses, address => Assert.True(Uri.TryCreate(settings[address.Path], UriKind.Absolute, out var uri) && uri.IsLoopback, $"{address.Path} is '{settings[address.Path]}'."));
        }
    }

    [Fact]
    public async Task Break_AnotherWay_IsTheOnlyOneUntilItIsMended()
    {
        await using var telegram = await BotApiServer.StartAsync(new BotApiOptions(), Stop);
        await using var networks = await StandIns.StartAsync(TimeProvider.System, new DateOnly(2026, 11, 20), telegram, new AgencyScene(telegram.World).Channel, Stop);
        using var http = Canary.Untraced.NewClient();
        foreach (var standIn in networks.All.Where(standIn => standIn.Network != "telegram"))
        {
            var address = standIn.Settings["ApiBaseUrl"] + (standIn.Network switch { "google-analytics" => "/v1beta/properties/1", "youtube" => "/youtube/v3/channels", _ => "/me" });
            var plain = await AnswerAsync(http, address);

            standIn.Break(NetworkFault.Down);
            var down = await AnswerAsync(http, address);
            standIn.Break(NetworkFault.Nonsense);
            var nonsense = await AnswerAsync(http, address);
            standIn.Break(null);

            Assert.Equal((503, (200, "text/html")), (down.Status, nonsense));
            Assert.Equal(plain, await AnswerAsync(http, address));
            Assert.Null(standIn.Fault);
        }
    }

    /// <summary>One brand is not the same on two networks: a visitor sees whose figure is whose.</summary>
    [Fact]
    public async Task Facebook_AndInstagram_TellFiguresOfTheirOwn()
    {
        await using var telegram = await BotApiServer.StartAsync(new BotApiOptions(), Stop);
        await using var networks = await StandIns.StartAsync(TimeProvider.System, new DateOnly(2026, 11, 20), telegram, new AgencyScene(telegram.World).Channel, Stop);
        using var http = Canary.Untraced.NewClient();

        Assert.NotEqual(await FollowersAsync("facebook"), await FollowersAsync("instagram"));
        Assert.NotEqual(await TimesOfPostsAsync("facebook", "posts", "created_time"), await TimesOfPostsAsync("instagram", "media", "timestamp"));

        async Task<JsonElement> AskAsync(string network, string path)
        {
            var standIn = networks.Find(network)!;
            return await http.GetFromJsonAsync<JsonElement>(new Uri($"{standIn.Settings["ApiBaseUrl"]}/{standIn.PlaceId}{path}&access_token={standIn.Secrets["token"]}"), Stop);
        }

        async Task<long> FollowersAsync(string network) => (await AskAsync(network, "?fields=followers_count")).GetProperty("followers_count").GetInt64();

        async Task<List<string>> TimesOfPostsAsync(string network, string list, string time) =>
            [.. (await AskAsync(network, $"/{list}?fields=id&limit=25")).GetProperty("data").EnumerateArray().Select(post => post.GetProperty(time).GetString()!)];
    }

    /// <summary>A list of those who wait is looked at by a newcomer: few of the last weeks, each with a question.</summary>
    [Theory]
    [InlineData("Facebook")]
    [InlineData("Instagram")]
    public void Garden_OfTheLastWeeks_HasAnsweredNearlyEverybody(string network)
    {
        var (from, to) = (new DateOnly(2026, 10, 21), new DateOnly(2026, 11, 20));
        var model = new BrandModel($"garden centre on {network}", from.AddDays(-150)) { PeopleADay = 1, Talk = GardenTalk.Talk };
        var now = new DateTimeOffset(to, TimeOnly.MinValue, TimeSpan.Zero);

        var letters = model.Messages(from, to, now).GroupBy(word => word.Thread).Select(thread => thread.Last());
        var comments = model.Posts(from, to).SelectMany(post => model.Comments(post, now)).GroupBy(word => word.Parent ?? word.Key).Select(talk => talk.Last());
        var last = letters.Concat(comments).ToList();

        Assert.InRange(last.Count(word => word.Person is not null), 1, last.Count / 8);
        Assert.All(last, word => Assert.Contains(word.Text, letter => letter is >= 'а' and <= 'я'));
        Assert.True(last.Where(word => word.Person is not null).Select(word => word.Text).Distinct().Count() > 1);
    }

    private static async Task<(int Status, string? Type)> AnswerAsync(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(new Uri(address), Stop);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SmmKpiBot.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
