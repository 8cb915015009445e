using System.Text.Json.Nodes;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>The people and chats of an invented agency: the owner, the team's forum, four clients, a customer of one of them, and a stranger.</summary>
internal sealed class AgencyScene
{
    public const long OwnerId = 1001;

    /// <summary>The private chat of the clinic's client: the one that can block the bot.</summary>
    public const long ClinicChatId = 2002;

    public const string SilencedClient = "usmishka";

    public const long TeamChatId = -1_001_000_000_001;

    /// <summary>Of the team; customers of the shop write to this account.</summary>
    public const long ShopStaffId = 1002;

    private const long ChannelId = -1_001_000_000_021;

    private const int ChannelMembers = 1_840;

    /// <summary>A customer of the shop; never wrote to the bot.</summary>
    public const long CustomerId = 5001;

    private readonly World _world;
    private readonly List<Person> _people = [];
    private readonly List<SceneBinding> _bindings = [];
    private readonly List<CustomerChat> _customerChats = [];

    /// <param name="world">Where they live.</param>
    /// <param name="hasGardenCentre">The client whose accounts are collected is one of the agency's.</param>
    public AgencyScene(World world, bool hasGardenCentre = true)
    {
        _world = world;
        var iryna = Add(OwnerId, "Ірина", "uk", Role.Owner);
        var marko = Add(ShopStaffId, "Марко", "uk", Role.Staff);
        var solomiia = Add(1003, "Соломія", "uk", Role.Staff);
        var olena = Add(2001, "Олена", "uk", Role.Client, "lion");
        var taras = Add(ClinicChatId, "Тарас", "uk", Role.Client, "usmishka");
        var daria = Add(2003, "Daria", "en", Role.Client, "zerno");
        var hanna = hasGardenCentre ? Add(2004, "Ганна", "uk", Role.Client, LiveClientSeeder.Slug) : null;
        var stranger = Add(3001, "Богдан", "uk", Role.Stranger);
        AddTeam(iryna, marko, solomiia);
        Bind(world.AddGroup(-1_001_000_000_011, "Крамниця «Льон»", ChatKind.Supergroup, false, marko, olena), null, ChatPurpose.Client, Language.Uk, "lion");
        Bind(AddPrivate(taras, "Клініка «Усмішка» · Тарас"), null, ChatPurpose.Client, Language.Uk, "usmishka");
        Bind(world.AddGroup(-1_001_000_000_013, "Zerno Coffee", ChatKind.Supergroup, false, solomiia, daria), null, ChatPurpose.Client, Language.En, "zerno");
        if (hanna is not null)
            Bind(world.AddGroup(-1_001_000_000_014, "Садовий центр «Гай»", ChatKind.Supergroup, false, solomiia, hanna), null, ChatPurpose.Client, Language.Uk, LiveClientSeeder.Slug);
        Channel = world.AddForeignChannel(ChannelId, "Садовий центр «Гай»", "hai_garden", ChannelMembers);
        Bind(AddPrivate(iryna, "Ірина · власниця"), null, ChatPurpose.Owner, Language.Uk);
        AddPrivate(marko, "Марко · команда");
        AddPrivate(stranger, "Богдан · стороння особа", started: false);
    }

    /// <summary>The public channel of the garden centre; the bot is no member.</summary>
    public TelegramChat Channel { get; }

    public IReadOnlyList<Person> People => _people;

    public IReadOnlyList<SceneBinding> Bindings => _bindings;

    public IReadOnlyList<CustomerChat> CustomerChats => _customerChats;

    /// <summary>Connects the account that customers of the shop write to, with an empty chat in it.</summary>
    public void ConnectCustomers(BusinessPeople business)
    {
        var kateryna = _world.AddUser(CustomerId, "Катерина", null, "uk");
        _people.Add(new Person(kateryna, Role.Stranger, IsCustomer: true));
        var connection = business.Connect(_world.FindUser(ShopStaffId) ?? throw new InvalidOperationException("The team is there from the beginning."));
        var chat = business.ChatOf(connection, kateryna);
        chat.PageTitle = "Катерина ↔ «Льон»";
        _customerChats.Add(new CustomerChat(connection, kateryna, chat, "lion"));
    }

    /// <summary>A customer's chat is found by the customer, as Telegram does; none of them has a chat with the bot.</summary>
    public CustomerChat? FindCustomerChat(long chatId) => _customerChats.Find(chat => chat.Chat.Id == chatId);

    private TelegramUser Add(long id, string name, string language, Role role, string? clientSlug = null)
    {
        var user = _world.AddUser(id, name, null, language);
        _people.Add(new Person(user, role, clientSlug));
        return user;
    }

    private TelegramChat AddPrivate(TelegramUser user, string title, bool started = true)
    {
        var chat = _world.AddPrivateChat(user, started);
        chat.PageTitle = title;
        return chat;
    }

    private void AddTeam(params TelegramUser[] team)
    {
        var chat = _world.AddGroup(TeamChatId, "Команда агенції", ChatKind.Supergroup, true, team);
        Bind(chat, null, ChatPurpose.Staff, Language.Uk);
        var topic = new ForumTopic(chat.NextMessageId(), "Зерно");
        chat.Topics[topic.Id] = topic;
        _world.Store(new TelegramMessage(topic.Id, chat, team[0], _world.Clock.GetUtcNow())
        {
            ThreadId = topic.Id,
            Service = new JsonObject { ["forum_topic_created"] = new JsonObject { ["name"] = topic.Name, ["icon_color"] = 7322096 } },
        });
        Bind(chat, topic.Id, ChatPurpose.Staff, Language.Uk, "zerno");
    }

    private void Bind(TelegramChat chat, int? threadId, ChatPurpose purpose, Language language, params string[] clientSlugs) =>
        _bindings.Add(new SceneBinding(chat, threadId, purpose, clientSlugs, language));
}
