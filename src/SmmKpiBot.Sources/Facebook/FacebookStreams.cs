using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>What is read of a page, and how often.</summary>
internal static class FacebookStreams
{
    public const string Followers = "followers";
    public const string Insights = "insights";
    public const string Posts = "posts";
    public const string Comments = "comments";
    public const string Messages = "messages";
    public const string Demographics = "demographics";

    /// <summary>Comments come to posts of the last weeks; older ones are found by webhook only.</summary>
    public const int CommentedDays = 30;

    public static IReadOnlyList<StreamPlan> All { get; } =
    [
        new() { Name = Followers, Every = TimeSpan.FromHours(6) },
        new() { Name = Insights, Every = TimeSpan.FromHours(12), AfterDayCloses = TimeSpan.FromHours(4), LookbackDays = 7, SweepDays = 90, HistoryDays = 730 },
        new() { Name = Posts, Every = TimeSpan.FromHours(6), LookbackDays = 28, SweepDays = 90, HistoryDays = 730, IsExpectedDaily = false },
        new() { Name = Comments, Every = TimeSpan.FromMinutes(5), LookbackDays = 2, SweepDays = 90, HistoryDays = 84, IsExpectedDaily = false },
        new() { Name = Messages, Every = TimeSpan.FromMinutes(5), LookbackDays = 2, HistoryDays = 28, IsExpectedDaily = false },
        new() { Name = Demographics, Every = TimeSpan.FromHours(24), IsExpectedDaily = false },
    ];
}
