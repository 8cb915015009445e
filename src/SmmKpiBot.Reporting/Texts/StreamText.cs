using System.Collections.Frozen;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>What is read of an account, by the name of its stream, in our words; its own name stays where people have no word for it.</summary>
public static class StreamText
{
    private static readonly FrozenDictionary<string, Words> Streams = new Dictionary<string, Words>
    {
        ["followers"] = new("підписники", "followers"),
        ["insights"] = new("статистика за днями", "figures by day"),
        ["posts"] = new("дописи", "posts"),
        ["stories"] = new("історії", "stories"),
        ["comments"] = new("коментарі", "comments"),
        ["messages"] = new("повідомлення", "messages"),
        ["demographics"] = new("склад підписників", "who the followers are"),
        ["channel"] = new("канал", "the channel"),
        ["videos"] = new("відео", "videos"),
        ["viewers"] = new("склад глядачів", "who the viewers are"),
        ["traffic"] = new("трафік", "traffic"),
        ["visitors"] = new("відвідувачі", "visitors"),
        ["content"] = new("сторінки сайту", "pages of the site"),
        ["ads"] = new("реклама", "ads"),
        ["members"] = new("учасники", "members"),
    }.ToFrozenDictionary();

    public static string Of(string stream, Language language) => Streams.TryGetValue(stream, out var words) ? words.In(language) : stream;
}
