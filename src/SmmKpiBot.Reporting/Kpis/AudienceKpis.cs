using System.Globalization;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Whether the followers, and above all the new ones, are the people the client wants to reach.</summary>
internal static class AudienceKpis
{
    private static readonly string Audience = FactKind.OfMetric(MetricCatalogue.Audience);

    private static readonly Words UpperBound = new(
        "Найменша з часток за вимірами: справжня частка не більша.",
        "The smallest share of the dimensions: an upper bound of the true share.");

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "audience.match", Family = KpiFamily.Followers, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = [Audience],
                Title = new("Частка ЦА", "In target audience"),
                Subtitle = new("підписники із цільової аудиторії, серед відомих", "of the followers with known demographics"),
                Explanation = new(
                    "За кожним виміром (стать і вік, країна, місто, мова): підписники в цільовій аудиторії ÷ підписники з відомим виміром. Число — найменша з часток, тобто верхня межа; частки не перемножуються.",
                    "Per dimension (gender and age, country, city, language): followers inside the target ÷ followers known. The figure is the smallest of them, an upper bound; they are never multiplied."),
            },
            Formula = Match,
        },
        new()
        {
            Definition = new()
            {
                Key = "audience.new_match", Family = KpiFamily.Followers, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = [Audience],
                Title = new("Частка ЦА серед нових підписників", "New followers in target"),
                Explanation = new(
                    "Зміна підписників у цільовій аудиторії ÷ зміна підписників з відомою демографією між знімками, найближчими до обох кінців періоду; найменша з часток за вимірами.",
                    "Change of followers inside the target ÷ change of known followers between the snapshots nearest to both ends of the period; the smallest share of the dimensions."),
            },
            Formula = NewMatch,
        },
        new()
        {
            Definition = new()
            {
                Key = "audience.coverage", Family = KpiFamily.Followers, Unit = KpiUnit.Rate, Inputs = [Audience, FactKind.OfMetric(MetricCatalogue.Followers)],
                Title = new("Відомо про аудиторію", "Known demographics"),
                Subtitle = new("частка підписників із відомою демографією", "share of followers with known demographics"),
                Explanation = new(
                    "Підписники з відомою демографією ÷ усі підписники; за найменш відомим виміром.",
                    "Followers with known demographics ÷ all followers; by the dimension that is known least."),
            },
            Formula = Coverage,
        },
    ];

    private static Figure Match(KpiScope scope)
    {
        if (scope.Client.Audience is null)
        {
            return NoTarget();
        }

        var sums = new DimensionSums();
        foreach (var account in scope.Accounts)
        {
            var snapshots = scope.Facts.Audience(account.Id);
            foreach (var dimension in snapshots.Dimensions)
            {
                if (snapshots.Latest(dimension, scope.Window.To, MaximumAge(scope)) is { } count)
                {
                    sums.Add(dimension, count.Inside, count.Known);
                }
            }
        }

        var figure = sums.Smallest("inside", "known");
        return figure.Value is null ? figure : figure.Noting(UpperBound);
    }

    private static Figure NewMatch(KpiScope scope)
    {
        if (scope.Client.Audience is null)
        {
            return NoTarget();
        }

        var sums = new DimensionSums();
        var notes = new List<Words>();
        foreach (var account in scope.Accounts)
        {
            var snapshots = scope.Facts.Audience(account.Id);
            foreach (var dimension in snapshots.Dimensions)
            {
                if (Ends(scope, snapshots, dimension) is { } ends)
                {
                    sums.Add(dimension, ends.Last.Inside - ends.First.Inside, ends.Last.Known - ends.First.Known);
                    notes.AddRange(FarSnapshots(scope, account, ends.First, ends.Last));
                }
            }
        }

        var figure = sums.Smallest("inside", "known");
        return figure.Value is not null
            ? figure.Noting([UpperBound, .. notes.Distinct()])
            : figure.Noting(sums.IsEmpty
                ? new Words("Немає двох знімків демографії біля кінців періоду.", "There are no two snapshots of demographics near the ends of the period.")
                : new Words("Нових підписників із відомою демографією немає.", "There are no new followers with known demographics."));
    }

    private static Figure Coverage(KpiScope scope)
    {
        decimal? followers = null;
        var known = new Dictionary<string, decimal>();
        foreach (var account in scope.Accounts)
        {
            followers = FollowersKpis.AtEnd(scope, account)?.Value is { } total ? (followers ?? 0) + total : followers;
            var snapshots = scope.Facts.Audience(account.Id);
            foreach (var dimension in snapshots.Dimensions)
            {
                if (snapshots.Latest(dimension, scope.Window.To, MaximumAge(scope)) is { } count)
                {
                    known[dimension] = known.GetValueOrDefault(dimension) + count.Known;
                }
            }
        }

        if (followers is null || known.Count == 0)
        {
            return new();
        }

        var least = known.OrderBy(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal).First();
        return Figure.Ratio(new(least.Value, followers.Value, 1), "known", "followers", least.Value) with
        {
            Parts = known.OrderBy(item => item.Key, StringComparer.Ordinal).ToDictionary(item => item.Key, item => followers == 0 ? null : item.Value / followers),
        };
    }

    private static (AudienceCount First, AudienceCount Last)? Ends(KpiScope scope, AudienceSnapshots snapshots, string dimension) =>
        snapshots.Latest(dimension, scope.Window.To, MaximumAge(scope)) is { } last && last.Day >= scope.Window.From
        && snapshots.Nearest(dimension, scope.Window.From.AddDays(-1), last.Day, MaximumAge(scope)) is { } first
            ? (first, last)
            : null;

    /// <summary>Says between which days the change was taken, where a snapshot is more than 3 days away from its end.</summary>
    private static IEnumerable<Words> FarSnapshots(KpiScope scope, Account account, AudienceCount first, AudienceCount last)
    {
        if (Math.Abs(first.Day.DayNumber - scope.Window.From.DayNumber + 1) > FollowersKpis.FreshDays
            || scope.Window.To.DayNumber - last.Day.DayNumber > FollowersKpis.FreshDays)
        {
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{account.FullName}: знімки за {first.Day:dd.MM.yyyy} і {last.Day:dd.MM.yyyy}."),
                string.Create(CultureInfo.InvariantCulture, $"{account.FullName}: snapshots of {first.Day:yyyy-MM-dd} and {last.Day:yyyy-MM-dd}."));
        }
    }

    private static int MaximumAge(KpiScope scope) => scope.Daily ? 0 : FollowersKpis.OldestDays;

    private static Figure NoTarget() => Figure.None(new("У клієнта не задано цільової аудиторії (ключ audience).", "The client has no target audience (key audience)."));
}
