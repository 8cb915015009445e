using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>What stands in the place of words that a customer did not use.</summary>
internal static class MediaText
{
    public static string Of(MessageMedia media, Language language) => (media switch
    {
        MessageMedia.Photo => new Words("[фото]", "[photo]"),
        MessageMedia.Video => new Words("[відео]", "[video]"),
        MessageMedia.Voice => new Words("[голосове повідомлення]", "[voice message]"),
        MessageMedia.Audio => new Words("[аудіо]", "[audio]"),
        MessageMedia.File => new Words("[файл]", "[file]"),
        MessageMedia.Sticker => new Words("[наліпка]", "[sticker]"),
        MessageMedia.Place => new Words("[місце на карті]", "[place on the map]"),
        MessageMedia.Contact => new Words("[контакт]", "[contact]"),
        MessageMedia.Poll => new Words("[опитування]", "[poll]"),
        _ => new Words("[без тексту]", "[without words]"),
    }).In(language);
}
