using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>Sets the command menus that people of the scene would have got when they redeemed their invitations.</summary>
internal sealed class SceneMenus(Menus menus)
{
    public async Task SetAsync(AgencyScene scene, CancellationToken cancellationToken)
    {
        foreach (var person in scene.People.Where(person => person.Role != Role.Stranger))
        {
            var language = person.User.LanguageCode == "en" ? Language.En : Language.Uk;
            await menus.SetPrivateAsync(person.Id, person.Role, language, cancellationToken);
        }

        foreach (var binding in scene.Bindings.Where(binding => binding.Chat.Kind != ChatKind.Private))
        {
            await menus.SetGroupAsync(binding.Chat.Id, binding.Purpose, binding.Language, cancellationToken);
        }
    }
}
