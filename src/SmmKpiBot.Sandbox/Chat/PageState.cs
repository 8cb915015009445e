using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Scene;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>What the page shows, as JSON.</summary>
internal sealed class PageState(BotApiServer telegram, AgencyScene scene, PageClock clock, PageFaults faults, TimeZoneInfo zone)
{
    private const int MostMessages = 200;

    private readonly Dictionary<long, int> _tints = [];

    public async Task<JsonObject> StateAsync(CancellationToken cancellationToken)
    {
        var move = clock.Move?.ToJson();
        var nextDue = move is null ? await clock.NextDueAsync(cancellationToken) : null;
        lock (telegram.World.Gate)
        {
            return new JsonObject
            {
                ["chats"] = new JsonArray([.. Chats().Select(Chat)]),
                ["people"] = new JsonArray([.. scene.People.Select(PersonJson)]),
                ["teamChat"] = AgencyScene.TeamChatId,
                ["faults"] = faults.ToJson(),
                ["clock"] = new JsonObject
                {
                    ["now"] = telegram.Options.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
                    ["zone"] = zone.Id,
                    ["move"] = move,
                    ["problem"] = clock.Problem,
                    ["nextDue"] = nextDue?.ToUnixTimeSeconds(),
                },
            };
        }
    }

    /// <summary>The latest messages of a chat, or of one topic (0 = General).</summary>
    public JsonArray Messages(long chatId, int? threadId)
    {
        lock (telegram.World.Gate)
        {
            var all = scene.FindCustomerChat(chatId)?.Chat.Messages.Values ?? (IEnumerable<TelegramMessage>)telegram.World.MessagesOf(chatId);
            var messages = all.Where(message => threadId is null || (message.ThreadId ?? 0) == threadId);
            return new JsonArray([.. messages.TakeLast(MostMessages).Select(MessageJson)]);
        }
    }

    private static JsonObject MessageJson(TelegramMessage message)
    {
        var json = message.ToJson();
        json["version"] = message.Version;
        if (message.Service is not null)
        {
            json["service"] = true;
        }

        return json;
    }

    private static JsonObject PersonJson(Person person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.User.FullName,
        ["role"] = person.IsCustomer ? "customer" : person.Role.ToString().ToLowerInvariant(),
    };

    /// <summary>Channels are nobody's to write in here. The latest first; as long as nobody wrote, the team's chat and then the customers', where a newcomer sees them.</summary>
    private IEnumerable<TelegramChat> Chats() =>
        telegram.World.Chats.Where(chat => chat.Kind != ChatKind.Channel).Concat(scene.CustomerChats.Select(customer => customer.Chat))
            .OrderByDescending(chat => LastOf(chat)?.SentAt ?? DateTimeOffset.MinValue).ThenBy(PlaceOf);

    private int PlaceOf(TelegramChat chat) => chat.Id == AgencyScene.TeamChatId ? 0 : scene.FindCustomerChat(chat.Id) is not null ? 1 : 2;

    private static TelegramMessage? LastOf(TelegramChat chat) => chat.Messages.Values.LastOrDefault(message => message.Service is null);

    private JsonObject Chat(TelegramChat chat)
    {
        var customer = scene.FindCustomerChat(chat.Id);
        return new JsonObject
        {
            ["id"] = chat.Id,
            ["kind"] = customer is null ? chat.KindName : "customer",
            ["title"] = chat.PageTitle ?? chat.Title,
            ["face"] = customer?.Customer.FirstName,
            ["tint"] = _tints.TryGetValue(chat.Id, out var tint) ? tint : _tints[chat.Id] = _tints.Count,
            ["isForum"] = chat.IsForum,
            ["started"] = chat.Started,
            ["botIsOut"] = chat.BotIsOut,
            ["members"] = new JsonArray([.. Writers(chat, customer).Select(id => (JsonNode)id)]),
            ["topics"] = new JsonArray([.. chat.Topics.Values.Select(topic => new JsonObject { ["id"] = topic.Id, ["name"] = topic.Name })]),
            ["fromBot"] = chat.Messages.Values.Count(message => message.From.IsBot),
            ["last"] = LastOf(chat)?.ToJson(withReply: false),
        };
    }

    /// <summary>Who can write in the chat, the most likely one first.</summary>
    private static IEnumerable<long> Writers(TelegramChat chat, CustomerChat? customer) => customer is not null
        ? [customer.Customer.Id, customer.Connection.Owner.Id]
        : chat.Members.Values.Where(member => !member.User.IsBot && member.Status is not (MemberStatus.Left or MemberStatus.Kicked)).Select(member => member.User.Id);
}
