using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Scene;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>The switches of the page that break things.</summary>
internal sealed class PageFaults(BotApiServer telegram)
{
    private const string Blocked = "blocked";

    private static readonly (string Name, Fault Fault)[] Faults =
    [
        ("down", new Fault(FaultKind.HtmlBadGateway)),
        ("tooMany", new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 20 }),
        ("lost", new Fault(FaultKind.CutAfter)),
        ("noPictures", new Fault(FaultKind.MethodNotFound) { Method = "sendPhoto" }),
        ("noTopics", new Fault(FaultKind.ThreadNotFound) { ChatId = AgencyScene.TeamChatId, Method = "sendMessage" }),
    ];

    public JsonArray ToJson()
    {
        var active = telegram.Faults.Active;
        var switches = Faults.Select(entry => new JsonObject { ["name"] = entry.Name, ["on"] = active.Contains(entry.Fault) }).ToList();
        switches.Insert(3, new JsonObject { ["name"] = Blocked, ["on"] = telegram.World.FindChat(AgencyScene.ClinicChatId)!.BotIsOut });
        return new JsonArray([.. switches]);
    }

    /// <summary>False when there is no such switch.</summary>
    public bool Switch(string name, bool on)
    {
        if (name == Blocked)
        {
            var chat = telegram.World.FindChat(AgencyScene.ClinicChatId)!;
            telegram.People.SetBotOut(chat, telegram.World.FindUser(AgencyScene.ClinicChatId)!, on);
            return true;
        }

        var fault = Array.Find(Faults, entry => entry.Name == name).Fault;
        if (fault is null)
        {
            return false;
        }

        telegram.Faults.Remove(fault);
        if (on)
        {
            telegram.Faults.Add(fault);
        }

        return true;
    }
}
