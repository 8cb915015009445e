using System.Text.Json.Nodes;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>The people and chats of an invented agency: the owner, the team's forum, three clients, and a stranger.</summary>
internal sealed class AgencyScene
{
    public const long OwnerId = 1001;

    /// <summary>The private chat of the clinic's client: the one that can block the bot.</summary>
    public const long ClinicChatId = 2002;

    public const long TeamChatId = -1_001_000_000_001;

    private readonly World _world;
    private readonly List<Person> _people = [];
    private readonly List<SceneBinding> _bindings = [];

    public AgencyScene(World world)
    {
        _world = world;
        var iryna = Add(OwnerId, "Ірина", "uk", Role.Owner);
        var marko = Add(1002, "Марко", "uk", Role.Staff);
        var solomiia = Add(1003, "Соломія", "uk", Role.Staff);
        var olena = Add(2001, "Олена", "uk", Role.Client, "lion");
        var taras = Add(ClinicChatId, "Тарас", "uk", Role.Client, "usmishka");
        var daria = Add(2003, "Daria", "en", Role.Client, "zerno");
        var stranger = Add(3001, "Богдан", "uk", Role.Stranger);
        AddTeam(iryna, marko, solomiia);
        Bind(world.AddGroup(-1_001_000_000_011, "Крамниця «Льон»", ChatKind.Supergroup, false, marko, olena), null, ChatPurpose.Client, Language.Uk, "lion");
        Bind(AddPrivate(taras, "Клініка «Усмішка» · Тарас"), null, ChatPurpose.Client, Language.Uk, "usmishka");
        Bind(world.AddGroup(-1_001_000_000_013, "Zerno Coffee", ChatKind.Supergroup, false, solomiia, daria), null, ChatPurpose.Client, Language.En, "zerno");
        Bind(AddPrivate(iryna, "Ірина · власниця"), null, ChatPurpose.Owner, Language.Uk);
        AddPrivate(marko, "Марко · команда");
        AddPrivate(stranger, "Богдан · стороння особа", started: false);
    }

    public IReadOnlyList<Person> People => _people;

    public IReadOnlyList<SceneBinding> Bindings => _bindings;

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
