using System.Globalization;
using SmmKpiBot.Sandbox.Demo;

namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>
/// A brand as it really is, the same for every run of one seed. Stand-ins of networks tell of it what a network tells, when and as a network does; so what was
/// collected can be compared with the truth, to the unit. It knows nothing of any network.
/// </summary>
internal sealed class BrandModel(string seed, DateOnly firstDay)
{
    private const int PostsADay = 2;
    private const int FirstDays = 7;

    private static readonly string[] Campaigns = ["Autumn", "Followers", "Осінній розпродаж"];

    private static readonly ModelFigure AllAds = new("ads", 0);

    private readonly Noise _noise = Noise.Of(seed);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Figure, DateOnly Day), int> _restated = [];
    private readonly Dictionary<DateOnly, int> _late = [];

    /// <summary>Before it nothing happened.</summary>
    public DateOnly FirstDay { get; } = firstDay;

    public long FollowersAtStart { get; init; } = 2_400;

    /// <summary>How much of everything happens, against a brand of 1: on one network a brand is larger than on another.</summary>
    public double Size { get; init; } = 1;

    /// <summary>So many write to the brand on a day.</summary>
    public int PeopleADay { get; init; } = 3;

    /// <summary>What people write to it, and how it answers.</summary>
    public ModelTalk Talk { get; init; } = ModelTalk.Plain;

    /// <summary>What is known in the end of that day.</summary>
    public long Truth(ModelFigure figure, DateOnly day)
    {
        if (day < FirstDay)
            return 0;
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.7 : 1.0;
        var truth = (long)Math.Max(0, figure.Level * Size * weekend * (1 + (0.4 * _noise.Bell(day, figure.Name))));
        return Restated(figure, day, truth);
    }

    /// <summary>What a network says of that day on <paramref name="today"/>; null when it says nothing yet.</summary>
    public long? Told(ModelFigure figure, DateOnly day, DateOnly today, Revision revision)
    {
        var age = AgeOf(day, today);
        return day < FirstDay || age < 0 ? null : revision.Told(Truth(figure, day), age);
    }

    /// <summary>Unique ones of the days that end on <paramref name="last"/>: more than of any day, less than of all together.</summary>
    public long TruthOfWindow(ModelFigure figure, DateOnly last, int days) =>
        Unique([.. Enumerable.Range(0, days).Select(back => Truth(figure, last.AddDays(-back)))]);

    /// <inheritdoc cref="TruthOfWindow"/>
    public long? ToldOfWindow(ModelFigure figure, DateOnly last, int days, DateOnly today, Revision revision) => Told(figure, last, today, revision) is null
        ? null
        : Unique([.. Enumerable.Range(0, days).Select(back => Told(figure, last.AddDays(-back), today, revision) ?? 0)]);

    /// <summary>Followers when the day ends.</summary>
    public long Followers(ModelFigure gained, ModelFigure lost, DateOnly day)
    {
        var total = FollowersAtStart;
        for (var one = FirstDay; one <= day; one = one.AddDays(1))
            total += Truth(gained, one) - Truth(lost, one);
        return total;
    }

    /// <summary>The network corrects itself: from now on the day had so many percent of what it had.</summary>
    public void Restate(ModelFigure figure, DateOnly day, int percent)
    {
        lock (_lock)
        {
            _restated[(figure.Name, day)] = percent;
        }
    }

    /// <summary>The same for all ads of a day.</summary>
    public void RestateAds(DateOnly day, int percent) => Restate(AllAds, day, percent);

    /// <summary>The network is late with that day.</summary>
    public void Delay(DateOnly day, int days)
    {
        lock (_lock)
        {
            _late[day] = days;
        }
    }

    /// <summary>Oldest first; days are of UTC.</summary>
    public IReadOnlyList<ModelPost> Posts(DateOnly from, DateOnly to) => [.. Days(from, to).SelectMany(PostsOf)];

    /// <summary>A lifetime figure of a post, as it stands at an instant: most of it comes in the first days, and it is counted anew as each of them begins.</summary>
    public long OfPost(ModelPost post, ModelFigure figure, DateTimeOffset at)
    {
        var final = figure.Level * Size * (1 + (0.6 * _noise.Bell(post.Day, "post/" + figure.Name, post.Number)));
        var age = Math.Clamp((Math.Floor((at - post.PublishedAt).TotalDays) + 1) / FirstDays, 0, 1);
        return (long)Math.Max(0, final * Math.Sqrt(age));
    }

    /// <summary>Comments under a post and answers to them, as they stand at an instant; oldest first.</summary>
    public IReadOnlyList<ModelWord> Comments(ModelPost post, DateTimeOffset at) =>
        [.. Enumerable.Range(0, 1 + (int)(_noise.At(post.Day, "comments", post.Number) * 4)).SelectMany(number => TalkUnder(post, number)).Where(word => word.At <= at).OrderBy(word => word.At)];

    /// <summary>Messages between people and the brand that were written on those days of UTC by then; oldest first.</summary>
    public IReadOnlyList<ModelWord> Messages(DateOnly from, DateOnly to, DateTimeOffset at) =>
        [.. Days(from.AddDays(-1), to).SelectMany(day => Enumerable.Range(0, PeopleADay).SelectMany(number => Letters(day, number))).Where(word => word.At <= at && DateOnly.FromDateTime(word.At.UtcDateTime) is var written && written >= from && written <= to).OrderBy(word => word.At)];

    /// <summary>Campaigns that were shown on that day.</summary>
    public IReadOnlyList<ModelAdDay> Ads(DateOnly day, DateOnly today, Revision revision) => day < FirstDay || AgeOf(day, today) < 0
        ? []
        : [.. Enumerable.Range(0, Campaigns.Length).Where(number => !_noise.Happens(0.2, day, "no delivery", number)).Select(number => Ad(day, number, truth => revision.Told(truth, AgeOf(day, today))))];

    private static long Unique(long[] days) => days.Max() + ((days.Sum() - days.Max()) * 2 / 5);

    private long Restated(ModelFigure figure, DateOnly day, long truth)
    {
        lock (_lock)
        {
            return truth * _restated.GetValueOrDefault((figure.Name, day), 100) / 100;
        }
    }

    private int AgeOf(DateOnly day, DateOnly today)
    {
        lock (_lock)
        {
            return today.DayNumber - day.DayNumber - _late.GetValueOrDefault(day);
        }
    }

    private IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from < FirstDay ? FirstDay : from; day <= to; day = day.AddDays(1))
            yield return day;
    }

    private IEnumerable<ModelPost> PostsOf(DateOnly day) => Enumerable.Range(0, PostsADay).Where(number => _noise.Happens(0.6, day, "post", number)).Select(number => new ModelPost(
        Key(day, number, 0), day, number, At(day, (number * 9 * 60) + 300 + (int)(_noise.At(day, "post minute", number) * 400)), FormattableString.Invariant($"News of {day:yyyy-MM-dd}, {number + 1}")));

    private IEnumerable<ModelWord> TalkUnder(ModelPost post, int number)
    {
        var asked = post.PublishedAt.AddMinutes(3 + (int)(_noise.At(post.Day, "asked", (post.Number * 10) + number) * 2_000));
        var question = new ModelWord(Key(post.Day, post.Number, 10 + number), post.Key, null, Person(post.Day, number), asked, Question(post.Day, number));
        yield return question;
        if (_noise.Happens(Talk.Answered, post.Day, "answered", (post.Number * 10) + number))
            yield return new(Key(post.Day, post.Number, 20 + number), post.Key, question.Key, null, asked.AddSeconds(90 + (int)(_noise.At(post.Day, "answer", number) * 9_000)), Answer(post.Day, number));
    }

    private IEnumerable<ModelWord> Letters(DateOnly day, int number)
    {
        var thread = Person(day, number);
        var at = At(day, 420 + (int)(_noise.At(day, "letter", number) * 700));
        var letters = 2 + (int)(_noise.At(day, "letters", number) * 4);
        if (letters % 2 != 0 && _noise.Happens(Talk.LastWord, day, "last word", number))
            letters++;
        for (var letter = 0; letter < letters; letter++)
        {
            at = at.AddSeconds(30 + (int)(_noise.At(day, "pause", (number * 10) + letter) * 3_000));
            yield return new(Key(day, number, 50 + letter), thread, null, letter % 2 == 0 ? thread : null, at, letter % 2 == 0 ? Question(day, number + letter) : Answer(day, number + letter));
        }
    }

    private string Question(DateOnly day, int number) => Talk.Questions[(number + (Talk.Varies ? day.DayNumber : 0)) % Talk.Questions.Count];

    private string Answer(DateOnly day, int number) => Talk.Answers[(number + day.DayNumber) % Talk.Answers.Count];

    private ModelAdDay Ad(DateOnly day, int number, Func<long, long> told)
    {
        long Draw(string what, double level) => told(Restated(AllAds, day, (long)Math.Max(0, level * (1 + (0.5 * _noise.Bell(day, "ad/" + what, number))))));
        return new(
            FormattableString.Invariant($"12020000000000{number + 1}"), Campaigns[number], day, Draw("spend", 15_240), Draw("impressions", 18_430),
            Draw("clicks", 412), Draw("link clicks", 208), Draw("followers", 12), Draw("instagram follows", 9));
    }

    /// <summary>Few people, who come back.</summary>
    private string Person(DateOnly day, int number) => (7_700_000_000_000_000 + (int)(_noise.At(day, "person", number) * 40)).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateOnly day, int minutes) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minutes);

    private static string Key(DateOnly day, int number, int part) => FormattableString.Invariant($"{day.DayNumber}{number}{part:00}");
}
