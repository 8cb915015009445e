using System.Globalization;
using SmmKpiBot.Bot.Telegram.Updates;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Can everything be read that people wrote to the bot?</summary>
internal sealed class UpdatesCheck(IServiceProvider services)
{
    private readonly IServiceProvider _services = services;

    /// <summary>Nothing where all of it can.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
        await _services.GetRequiredService<UpdateInbox>().LockedAsync(cancellationToken) is var (count, since)
            ?
            [
                new("updates", Health.Wrong, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} updates of Telegram cannot be read, the first since {since:yyyy-MM-dd HH:mm} UTC: the keys they were stored with are not in the folder 'credentials' beside Security:KeyFile. Put that folder back; a running bot then handles them within a minute. What waits for 48 hours is deleted.")),
            ]
            : [];
}
