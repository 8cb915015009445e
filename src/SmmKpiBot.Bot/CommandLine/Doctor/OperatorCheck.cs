using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Can the chat that was chosen for trouble with sources hear of it?</summary>
internal sealed class OperatorCheck(IServiceProvider services)
{
    private readonly IServiceProvider _services = services;

    public async Task<Finding?> RunAsync(CancellationToken cancellationToken)
    {
        var setting = _services.GetRequiredService<IConfiguration>()[$"{AlertsOptions.Section}:{nameof(AlertsOptions.OperatorChat)}"];
        if (!long.TryParse(setting, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chosen)
            || (await _services.GetRequiredService<ChatStore>().ListAsync(cancellationToken)).Any(chat => chat.ChatId == chosen && AlertAudiences.MayOperate(chat)))
        {
            return null;
        }

        return new(
            "operators",
            Health.Notice,
            $"The chat {chosen} of Alerts:OperatorChat is not bound to the team of all clients (any more), so the owners hear of trouble with sources instead. Bind it to all of them by chat invite --staff, or write another one there.");
    }
}
