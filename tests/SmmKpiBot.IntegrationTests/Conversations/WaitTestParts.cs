using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.IntegrationTests.Conversations;

/// <summary>Parts of the room of waits, put together for tests without a host.</summary>
internal static class WaitTestParts
{
    public static WaitNotices Notices(Data.Database.Database database, TimeProvider clock, WaitsOptions? options = null) => new(
        new Outbox(database, clock),
        new ButtonStore(database, clock),
        new WaitButtons([new WaitAction("wait.take", new("Беру", "Mine"), 10)]),
        new NoticeKeeper(new QuietStore(database, new ClientDefaults("Europe/Kyiv", "uk")), clock),
        Options.Create(options ?? new WaitsOptions()),
        clock);

    public static WaitEndings Endings(Data.Database.Database database, TimeProvider clock) => new(Notices(database, clock), clock);
}
