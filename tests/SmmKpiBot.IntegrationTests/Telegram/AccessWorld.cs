using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Two brands, everybody who may come, and every kind of chat: made once for all tests of the access table.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    public const string CanaryA = "АльфаКанарка";
    public const string CanaryB = "БетаКанарка";

    public const long StaffGroup = -100;
    public const long StaffGroupOfA = -101;
    public const long GroupOfA = -102;
    public const long Forum = -103;
    public const int TopicOfB = 5;
    public const long UnboundGroup = -104;

    private const long StaffAll = 2;
    private const long StaffOfA = 3;
    private const long ClientOfA = 4;
    private const long ClientOfB = 5;
    private const long Stranger = 6;

    private BotUnderTest? _bot;

    internal BotUnderTest Bot => _bot ?? throw new InvalidOperationException("The world is made before a test begins.");

    internal Client A { get; private set; } = null!;

    internal Client B { get; private set; } = null!;

    public static TheoryData<string, string> PeopleAndPlaces()
    {
        var cases = new TheoryData<string, string>();
        foreach (var person in new[] { "owner", "staff", "staff of A", "client A", "client B", "stranger", "anonymous" })
        {
            foreach (var place in new[] { "private", "staff group", "staff group of A", "group of A", "topic of B", "unbound group" })
            {
                if (person != "anonymous" || place != "private")
                {
                    cases.Add(person, place);
                }
            }
        }

        return cases;
    }

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderTest.CreateAsync();
        A = await Bot.AddClientAsync("alfa", CanaryA);
        B = await Bot.AddClientAsync("beta", CanaryB);
        foreach (var client in new[] { A, B })
        {
            await Bot.Get<AccountStore>().AddAsync(client.Id, "instagram", "page", null, CancellationToken.None);
        }

        await Bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        await Bot.JoinAsync(BotUnderTest.InPrivate(StaffAll), ChatPurpose.Staff);
        await Bot.JoinAsync(BotUnderTest.InPrivate(StaffOfA), ChatPurpose.Staff, A.Id);
        await Bot.JoinAsync(BotUnderTest.InPrivate(ClientOfA), ChatPurpose.Client, A.Id);
        await Bot.JoinAsync(BotUnderTest.InPrivate(ClientOfB), ChatPurpose.Client, B.Id);
        await Bot.JoinAsync(BotUnderTest.InGroup(StaffAll, StaffGroup), ChatPurpose.Staff);
        await Bot.JoinAsync(BotUnderTest.InGroup(StaffAll, StaffGroupOfA), ChatPurpose.Staff, A.Id);
        await Bot.JoinAsync(BotUnderTest.InGroup(StaffAll, GroupOfA), ChatPurpose.Client, A.Id);
        await Bot.JoinAsync(BotUnderTest.InGroup(StaffAll, Forum, TopicOfB), ChatPurpose.Client, B.Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
        {
            await _bot.DisposeAsync();
        }
    }

    internal static Asker At(string person, string place)
    {
        var user = UserOf(person);
        return place switch
        {
            "private" => BotUnderTest.InPrivate(user ?? throw new ArgumentException("Nobody is anonymous in private.", nameof(person))),
            "staff group" => BotUnderTest.InGroup(user, StaffGroup),
            "staff group of A" => BotUnderTest.InGroup(user, StaffGroupOfA),
            "group of A" => BotUnderTest.InGroup(user, GroupOfA),
            "topic of B" => BotUnderTest.InGroup(user, Forum, TopicOfB),
            _ => BotUnderTest.InGroup(user, UnboundGroup),
        };
    }

    /// <summary>The design's table of reading: the role that counts, and whether A and B may be seen.</summary>
    internal static (Role Role, bool A, bool B) Reading(string person, string place) => place switch
    {
        "private" => person switch
        {
            "owner" => (Role.Owner, true, true),
            "staff" => (Role.Staff, true, true),
            "staff of A" => (Role.Staff, true, false),
            "client A" => (Role.Client, true, false),
            "client B" => (Role.Client, false, true),
            _ => (Role.Stranger, false, false),
        },
        "staff group" => (Role.Staff, true, true),
        "staff group of A" => (Role.Staff, true, false),
        "group of A" => (Role.Client, true, false),
        "topic of B" => (Role.Client, false, true),
        _ => (Role.Stranger, false, false),
    };

    /// <summary>The design's table of changing: a personal role towards what the chat shows.</summary>
    internal static Role Changing(string person, string place) => (person, place) switch
    {
        (_, "unbound group") => Role.Stranger,
        ("owner", _) => Role.Owner,
        ("staff", _) => Role.Staff,
        ("staff of A", "topic of B") => Role.Stranger,
        ("staff of A", _) => Role.Staff,
        ("client A", "private" or "group of A") => Role.Client,
        ("client B", "private" or "topic of B") => Role.Client,
        _ => Role.Stranger,
    };

    private static long? UserOf(string person) => person switch
    {
        "owner" => BotUnderTest.OwnerId,
        "staff" => StaffAll,
        "staff of A" => StaffOfA,
        "client A" => ClientOfA,
        "client B" => ClientOfB,
        "stranger" => Stranger,
        _ => null,
    };
}
