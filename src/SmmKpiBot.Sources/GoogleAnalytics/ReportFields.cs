namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Google's names of what is asked for. Dimensions of a visit have to be those of the session: those of the event do not go with its metrics.</summary>
internal static class ReportFields
{
    public const string Date = "date";
    public const string Source = "sessionSource";
    public const string Medium = "sessionMedium";
    public const string Campaign = "sessionCampaignName";
    public const string Channel = "sessionDefaultChannelGroup";
    public const string Content = "sessionManualAdContent";
    public const string EventName = "eventName";
    public const string IsKeyEvent = "isKeyEvent";

    public const string Sessions = "sessions";
    public const string EngagedSessions = "engagedSessions";
    public const string EngagedSeconds = "userEngagementDuration";
    public const string PageViews = "screenPageViews";
    public const string Users = "totalUsers";
    public const string KeyEventRate = "sessionKeyEventRate";
    public const string Revenue = "totalRevenue";
    public const string KeyEvents = "keyEvents";
    public const string EventCount = "eventCount";

    /// <summary>What Google puts in place of rare values when a table grows too long.</summary>
    public const string Other = "(other)";

    public static IReadOnlyList<string> Visit { get; } = [Date, Source, Medium, Campaign, Channel];
}
