using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Followers of one account and dimension on one day: those known, and those of them inside the target.</summary>
internal readonly record struct AudienceCount(DateOnly Day, long Inside, long Known);

/// <summary>
/// The demographics of one account, counted against a target, by dimension and day. Gender and age are one dimension where the network gives them jointly.
/// Values that the network itself calls unknown are not known followers.
/// </summary>
internal sealed class AudienceSnapshots
{
    private static readonly HashSet<string> Unknown = new(StringComparer.OrdinalIgnoreCase) { "unknown", "u", "undefined", "other", "(not set)", "(other)", "not set" };

    private readonly Dictionary<string, List<AudienceCount>> _byDimension = [];

    /// <param name="points">The audience points of one account.</param>
    /// <param name="target">Null counts the known ones only, of every dimension there is.</param>
    public AudienceSnapshots(IEnumerable<MetricPoint> points, TargetAudience? target)
    {
        var counted = points.Where(point => point.Value is not null).Select(point => (Point: point, Values: Parse(point.Dimension))).ToList();
        var joint = counted.Exists(item => item.Values.ContainsKey("gender") && item.Values.ContainsKey("age"));
        foreach (var dimension in Wanted(target, counted.SelectMany(item => item.Values.Keys), joint))
        {
            Count(dimension, dimension.Split('|'), counted, target);
        }
    }

    public IEnumerable<string> Dimensions => _byDimension.Keys;

    /// <summary>The latest count on or before a day, at most <paramref name="maximumAge"/> days old.</summary>
    public AudienceCount? Latest(string dimension, DateOnly day, int maximumAge)
    {
        var counts = Of(dimension).Where(count => count.Day <= day && count.Day.AddDays(maximumAge) >= day);
        return counts.Cast<AudienceCount?>().LastOrDefault();
    }

    /// <summary>The count nearest to a day among those before <paramref name="before"/>, at most <paramref name="maximumDistance"/> days away; of two the earlier.</summary>
    public AudienceCount? Nearest(string dimension, DateOnly day, DateOnly before, int maximumDistance) => Of(dimension)
        .Where(count => count.Day < before && Distance(count.Day, day) <= maximumDistance)
        .OrderBy(count => Distance(count.Day, day))
        .Cast<AudienceCount?>()
        .FirstOrDefault();

    private static int Distance(DateOnly one, DateOnly other) => Math.Abs(one.DayNumber - other.DayNumber);

    private static IEnumerable<string> Wanted(TargetAudience? target, IEnumerable<string> given, bool joint)
    {
        if (target is null)
        {
            return given.Distinct().Order(StringComparer.Ordinal);
        }

        var wanted = new List<string>();
        var (gender, age) = (target.Genders.Count > 0, target.Ages.Count > 0);
        if (gender && age && joint)
        {
            wanted.Add("gender|age");
        }
        else
        {
            wanted.AddRange(gender ? ["gender"] : []);
            wanted.AddRange(age ? ["age"] : []);
        }

        wanted.AddRange(target.Countries.Count > 0 ? ["country"] : []);
        wanted.AddRange(target.Cities.Count > 0 ? ["city"] : []);
        wanted.AddRange(target.Languages.Count > 0 ? ["language"] : []);
        return wanted;
    }

    private void Count(string dimension, string[] names, List<(MetricPoint Point, Dictionary<string, string> Values)> points, TargetAudience? target)
    {
        var counts = new List<AudienceCount>();
        var fitting = points.Where(item => Array.TrueForAll(names, item.Values.ContainsKey)).ToList();
        foreach (var day in fitting.GroupBy(item => item.Point.Day).OrderBy(day => day.Key))
        {
            // The same people may be told both by gender alone and jointly with age: the form with the fewest dimensions is the total.
            var plainest = day.Min(item => item.Values.Count);
            var known = day.Where(item => item.Values.Count == plainest && Array.TrueForAll(names, name => !Unknown.Contains(item.Values[name]))).ToList();
            var inside = target is null ? 0 : known.Where(item => Array.TrueForAll(names, name => IsInside(name, item.Values[name], target))).Sum(item => item.Point.Value.GetValueOrDefault());
            counts.Add(new(day.Key, inside, known.Sum(item => item.Point.Value.GetValueOrDefault())));
        }

        if (counts.Count > 0)
        {
            _byDimension[dimension] = counts;
        }
    }

    private List<AudienceCount> Of(string dimension) => _byDimension.GetValueOrDefault(dimension, []);

    private static Dictionary<string, string> Parse(string dimension)
    {
        var values = new Dictionary<string, string>();
        foreach (var part in dimension.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                values[part[..colon].Trim().ToLowerInvariant()] = part[(colon + 1)..].Trim();
            }
        }

        return values;
    }

    private static bool IsInside(string name, string value, TargetAudience target) => name switch
    {
        "gender" => target.Genders.Contains(value, StringComparer.OrdinalIgnoreCase),
        "age" => IsInside(value, target.Ages),
        "country" => target.Countries.Contains(value, StringComparer.OrdinalIgnoreCase),
        "city" => target.Cities.Contains(value, StringComparer.OrdinalIgnoreCase),
        "language" => target.Languages.Contains(value, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>An age group that the target cuts in two counts as inside: the share is an upper bound.</summary>
    private static bool IsInside(string group, IReadOnlyList<AgeRange> ages)
    {
        var bounds = group.TrimEnd('+').Split('-', 2);
        if (!int.TryParse(bounds[0], CultureInfo.InvariantCulture, out var from))
        {
            return false;
        }

        var to = group.EndsWith('+') ? int.MaxValue : bounds.Length == 2 && int.TryParse(bounds[1], CultureInfo.InvariantCulture, out var last) ? last : from;
        return ages.Any(age => age.From <= to && from <= age.To);
    }
}
