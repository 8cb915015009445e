using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.IntegrationTests.Collecting.Contract;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>A brand of which everything is known: each figure is a function of its day, of the clock and of whether the day was corrected.</summary>
internal sealed class ToyBrand(TimeProvider clock)
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    private readonly TimeProvider _clock = clock;
    private readonly HashSet<DateOnly> _corrected = [];

    public DateTimeOffset Now => _clock.GetUtcNow();

    public DateOnly Today => LocalDay.Of(Now, Zone);

    public void Correct(DateOnly day) => _corrected.Add(day);

    public static long Followers(DateOnly day) => 10_000 + ((day.DayNumber - new DateOnly(2026, 1, 1).DayNumber) * 7L);

    /// <summary>The audience of a corrected day has lost a country.</summary>
    public IEnumerable<(string Country, long People)> Audience(DateOnly day)
    {
        yield return ("UA", Followers(day) * 3 / 4);
        if (!_corrected.Contains(day))
            yield return ("PL", Followers(day) / 8);
    }

    public long Views(DateOnly day) => Figure(day, 1, 900) + 100 + (_corrected.Contains(day) ? 17 : 0);

    public static long Gained(DateOnly day) => Figure(day, 2, 20);

    public static long Reach28(DateOnly day) => Figure(day, 3, 5_000) + 1_000;

    public IEnumerable<Post> Posts(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to && day <= Today; day = day.AddDays(1))
        {
            for (var hour = 9; hour <= 15; hour += 6)
            {
                var published = LocalDay.ToInstant(day.ToDateTime(new(hour, 0)), Zone);
                if (published > Now)
                    continue;
                var age = Math.Min(7, (Now - published).Days + 1);
                yield return new Post
                {
                    AccountId = 0,
                    PostId = $"p{day:yyyyMMdd}-{hour}",
                    PublishedAt = published,
                    Views = (Figure(day, hour, 400) + 50) * age,
                    Reactions = Figure(day, hour + 1, 40) * age,
                    Comments = Figure(day, hour + 2, 9),
                    ObservedAt = default,
                };
            }
        }
    }

    /// <summary>A corrected day has lost its second campaign.</summary>
    public IEnumerable<AdDay> Ads(DateOnly day)
    {
        yield return Ad(day, "spring", 4);
        if (!_corrected.Contains(day))
            yield return Ad(day, "summer", 5);
    }

    public IEnumerable<(string Conversation, string Id, DateTimeOffset At, bool OfBrand)> Comments(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to && day <= Today; day = day.AddDays(1))
        {
            var asked = LocalDay.ToInstant(day.ToDateTime(new(11, 0)), Zone);
            foreach (var (id, at, ofBrand) in ((string, DateTimeOffset, bool)[])[("q", asked, false), ("a", asked.AddMinutes(25), true), ("t", asked.AddMinutes(40), false)])
            {
                if (at <= Now)
                    yield return ($"c{day:yyyyMMdd}", id, at, ofBrand);
            }
        }
    }

    public BrandFacts Expected(DateOnly from)
    {
        var facts = new BrandFacts();
        facts.Points[(MetricCatalogue.Followers, "", Today)] = Followers(Today);
        foreach (var (country, people) in Audience(Today))
            facts.Points[(MetricCatalogue.Audience, $"country:{country}", Today)] = people;
        for (var day = from; IsClosed(day, TimeSpan.FromHours(2)); day = day.AddDays(1))
        {
            facts.Points[(MetricCatalogue.Views, "", day)] = Views(day);
            facts.Points[(MetricCatalogue.FollowersGained, "", day)] = Gained(day);
            facts.Points[(MetricCatalogue.Reach, MetricCatalogue.WindowDimension(28), day)] = Reach28(day);
        }

        for (var day = from; IsClosed(day, TimeSpan.FromHours(3)); day = day.AddDays(1))
        {
            foreach (var ad in Ads(day))
                facts.Ads[(day, ad.Campaign)] = ad;
        }

        foreach (var post in Posts(from, Today))
            facts.Posts[post.PostId] = post;
        foreach (var (conversation, id, at, ofBrand) in Comments(from, Today))
            facts.Messages[(conversation, id)] = (at, ofBrand ? Direction.Outbound : Direction.Inbound, MessageKind.Comment);
        return facts;
    }

    private bool IsClosed(DateOnly day, TimeSpan after) => Now >= LocalDay.Start(day.AddDays(1), Zone) + after;

    private static AdDay Ad(DateOnly day, string campaign, int salt) => new()
    {
        AccountId = 0,
        Day = day,
        Campaign = campaign,
        SpendMicros = Figure(day, salt, 90) * 1_000_000,
        Currency = "UAH",
        Clicks = Figure(day, salt + 10, 70),
        ObservedAt = default,
        SettlesAt = default,
    };

    private static long Figure(DateOnly day, int salt, int below) => (long)((((ulong)day.DayNumber * 2654435761UL) + ((ulong)salt * 40503UL)) % 100_003UL % (ulong)below);
}
