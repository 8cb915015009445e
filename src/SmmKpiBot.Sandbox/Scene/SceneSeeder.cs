using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Sandbox.Clock;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>Writes roles and bindings of the scene through the bot's own stores, as invitations would.</summary>
internal sealed class SceneSeeder(Database database, ClientStore clients, ChatStore chats, ChatBindings bindings, UserStore users, TimeProvider timeProvider)
{
    public async Task SeedAsync(AgencyScene scene, CancellationToken cancellationToken)
    {
        var ids = (await clients.ListAsync(cancellationToken)).ToDictionary(client => client.Slug, client => client.Id);
        await database.WriteAsync((connection, transaction) => WriteAsync(connection, transaction, scene, ids), cancellationToken);
        chats.NotifyChanged();
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction transaction, AgencyScene scene, Dictionary<string, long> ids)
    {
        foreach (var person in scene.People.Where(person => person.Role is Role.Staff or Role.Client))
        {
            long? client = person.ClientSlug is { } slug ? ids[slug] : null;
            await users.GrantAsync(connection, transaction, person.Id, person.Role, client, null);
        }

        foreach (var binding in scene.Bindings)
        {
            var own = binding.ClientSlugs.Select(slug => ids[slug]).ToList();
            var isClients = binding.Purpose == ChatPurpose.Client;
            var chat = new NewBinding(binding.Chat.Id, binding.ThreadId, binding.Purpose, binding.Language, binding.Chat.Title, null);
            await bindings.BindAsync(connection, transaction, chat, isClients ? own[0] : null, isClients ? [] : own);
        }

        await SilenceStore.AddAsync(connection, transaction, Silence(ids[AgencyScene.SilencedClient]));
    }

    /// <summary>The clinic has been slow for a week, and its team knows it: until Monday nobody hears of that again.</summary>
    private Silence Silence(long clientId)
    {
        var now = timeProvider.GetUtcNow();
        return new Silence
        {
            Id = "scene",
            Author = "Соломія",
            Reason = "У реєстратурі відпустки, клініка знає",
            ClientId = clientId,
            Family = AlertFamily.Answers,
            From = now,
            Until = Mondays.NextMorning(now, TimeZoneInfo.FindSystemTimeZoneById(SandboxRun.ZoneId)).AddHours(1),
        };
    }
}
