using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>What is read of an account, and how often.</summary>
internal static class InstagramStreams
{
    public const string Followers = "followers";
    public const string Insights = "insights";
    public const string Posts = "posts";
    public const string Stories = "stories";
    public const string Comments = "comments";
    public const string Messages = "messages";
    public const string Demographics = "demographics";

    /// <summary>Comments come to posts of the last weeks; older ones are found by webhook only.</summary>
    public const int CommentedDays = 30;

    public static IReadOnlyList<StreamPlan> All { get; } =
    [
        new() { Name = Followers, Every = TimeSpan.FromHours(6) },
        new() { Name = Insights, Every = TimeSpan.FromHours(12), AfterDayCloses = TimeSpan.FromHours(4), LookbackDays = 7, SweepDays = 90, HistoryDays = 365 },
        new() { Name = Stories, Every = TimeSpan.FromHours(1), LookbackDays = 1, IsExpectedDaily = false },
        new() { Name = Posts, Every = TimeSpan.FromHours(6), LookbackDays = 28, SweepDays = 90, HistoryDays = 730, IsExpectedDaily = false },
        new() { Name = Comments, Every = TimeSpan.FromMinutes(5), LookbackDays = 2, SweepDays = 90, HistoryDays = 84, IsExpectedDaily = false },
        new() { Name = Messages, Every = TimeSpan.FromMinutes(5), LookbackDays = 2, HistoryDays = 28, IsExpectedDaily = false },
        new() { Name = Demographics, Every = TimeSpan.FromHours(24), IsExpectedDaily = false },
    ];
}
