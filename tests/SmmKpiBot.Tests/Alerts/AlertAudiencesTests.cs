using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

public sealed class AlertAudiencesTests
{
    private const long Forum = -100;

    private readonly AlertAudiences _audiences = new(Options.Create(new AlertsOptions { OperatorChat = Forum }));

    /// <summary>The team of everything meets in the forum, and a topic of it belongs to one client.</summary>
    [Fact]
    public void Operators_WhoseForumHasATopicOfOneClient_AreNotThatTopic()
    {
        var operators = _audiences.Operators([Chat(1, Forum, null), Chat(2, Forum, 7, 1), Chat(3, -200, null)]);

        Assert.Equal([1], operators.Select(chat => chat.Id));
    }

    /// <summary>Acme's topic hears of no other client, whatever the setting says.</summary>
    [Fact]
    public void Operators_WhereEveryTopicBelongsToClients_AreTheOwners()
    {
        var operators = _audiences.Operators([Chat(1, Forum, 6, 2), Chat(2, Forum, 7, 1), Chat(3, 300, null) with { Purpose = ChatPurpose.Owner }]);

        Assert.Equal([3], operators.Select(chat => chat.Id));
    }

    private static BoundChat Chat(long id, long chatId, int? thread, params long[] clients) =>
        new() { Id = id, ChatId = chatId, ThreadId = thread, Purpose = ChatPurpose.Staff, ClientIds = clients, Language = Language.Uk };
}
