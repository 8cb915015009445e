using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Benchmarks.Waiting;

/// <summary>The room of waits without a host.</summary>
internal static class WaitParts
{
    public static OpenWaits Waits(Database database, ClientStore clients, TimeProvider clock)
    {
        var options = Options.Create(new WaitsOptions());
        var quiet = new QuietStore(database, new ClientDefaults("Europe/Kyiv", "uk"));
        var notices = new WaitNotices(new Outbox(database, clock), new ButtonStore(database, clock), new WaitButtons([]), new NoticeKeeper(quiet, clock), options, clock);
        return new OpenWaits(clients, new WaitEndings(notices, clock), new WaitWakes(), options, Options.Create(new SecurityOptions()), clock);
    }
}
