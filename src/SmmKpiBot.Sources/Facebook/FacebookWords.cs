using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>What people and a page write to each other, in our words. Pure, and the same for what is read and what is delivered.</summary>
internal sealed class FacebookWords(MetaWords words, string pageId)
{
    public const string UsernameDetail = "username";

    private readonly MetaWords _words = words;
    private readonly string _pageId = pageId;

    public FacebookWords(GraphReading reading, AuthorHasher hasher)
        : this(new MetaWords(FacebookNetwork.NetworkKey, reading, hasher), reading.Id)
    {
    }

    public MetaWords Words => _words;

    /// <summary>A comment; what stands below one comment at the top is a conversation, because two people who ask below one post wait each for an answer of their own.</summary>
    public LiveMessage Of(FacebookComment comment) =>
        _words.Comment(comment.Parent?.Id ?? comment.Id, comment.Id, comment.CreatedTime, comment.From?.Id == _pageId, comment.From?.Id, comment.Message, comment.PermalinkUrl);
}
