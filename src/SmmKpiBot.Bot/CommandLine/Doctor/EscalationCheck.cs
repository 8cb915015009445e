using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Can the chats that were chosen for promises long broken still hear of them?</summary>
internal sealed class EscalationCheck(IServiceProvider services)
{
    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var chats = await _services.GetRequiredService<ChatStore>().ListAsync(cancellationToken);
        var setting = _services.GetRequiredService<IConfiguration>()[$"{WaitsOptions.Section}:{nameof(WaitsOptions.EscalateTo)}"];
        var agency = long.TryParse(setting, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        return [.. (await _services.GetRequiredService<ClientStore>().ListAsync(cancellationToken)).Select(client => Of(client, chats, agency)).OfType<Finding>()];
    }

    private static Finding? Of(Client client, IReadOnlyList<BoundChat> chats, long? agency)
    {
        if ((client.EscalateTo ?? agency) is not { } chosen || chats.Any(chat => chat.ChatId == chosen && Superiors.MayKnow(chat, client.Id)))
            return null;
        var (where, what) = client.EscalateTo is null
            ? ("Waits:EscalateTo", "write another one there")
            : ("answer-escalate-to", string.Create(CultureInfo.InvariantCulture, $"choose another one: client set {client.Slug} answer-escalate-to=CHAT"));
        return new(
            $"escalation of {client.Slug}",
            Health.Notice,
            $"The chat {chosen} of {where} gets no messages of this client (any more), so the owners hear of late answers instead. Bind it again by chat invite --staff, or {what}.");
    }
}
