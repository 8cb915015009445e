using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Ids, secrets and figures of the brand behind the stand-in.</summary>
internal static class GraphBrand
{
    public const string PageId = "1029000000000007";
    public const string InstagramId = "17841400000000011";
    public const string AdAccountId = "700000000000001";
    public const string Username = "brandone";
    public const string AppId = "415500000000001";
    public const string AppSecret = "0123456789abcdef0123456789abcdef";
    public const string SystemToken = "EAAcanarysystemusertoken00000000001";
    public const string PageToken = "EAAcanarypagetoken000000000000000002";
    public const string VerifyToken = "verify-token-canary-01";

    /// <summary>Those who like or follow it where it is small.</summary>
    public const long FewFollowers = 64;

    public static readonly ModelFigure Gained = new("followers gained", 14);
    public static readonly ModelFigure Lost = new("followers lost", 5);
    public static readonly ModelFigure Views = new("views", 2_300);
    public static readonly ModelFigure Viewers = new("viewers", 900);
    public static readonly ModelFigure FollowersReached = new("followers reached", 400);
    public static readonly ModelFigure Visits = new("visits", 60);
    public static readonly ModelFigure BioClicks = new("bio link clicks", 18);

    public static readonly ModelFigure Interactions = new("interactions", 140);
    public static readonly ModelFigure PeopleEngaged = new("people engaged", 75);
    public static readonly ModelFigure ContactTaps = new("contact taps", 4);

    public static readonly ModelFigure AdPeople = new("people who saw ads", 31_000);

    public static readonly ModelFigure PostViews = new("views", 700);
    public static readonly ModelFigure PostReach = new("reach", 480);
    public static readonly ModelFigure PostReactions = new("reactions", 42);
    public static readonly ModelFigure PostShares = new("shares", 3);
    public static readonly ModelFigure PostSaves = new("saves", 6);
    public static readonly ModelFigure PostClicks = new("link clicks", 9);

    /// <summary>Shares of the followers in percent; some tell nothing of themselves.</summary>
    public static readonly IReadOnlyList<(string Country, int Percent)> Countries = [("UA", 62), ("PL", 14), ("DE", 6)];

    public static readonly IReadOnlyList<(string City, int Percent)> Cities = [("Kyiv, Kyiv City, Ukraine", 31), ("Lviv, Lviv Oblast, Ukraine", 12)];

    public static readonly IReadOnlyList<(string Age, string Gender, int Percent)> People = [("18-24", "F", 16), ("25-34", "F", 28), ("25-34", "M", 11), ("35-44", "F", 9), ("25-34", "U", 4)];
}
