using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Schedule;

public sealed class StaffNoticesTests
{
    private const long Acme = 7;

    private static readonly BoundChat Owner = Chat(1, ChatPurpose.Owner);
    private static readonly BoundChat StaffOfAll = Chat(2, ChatPurpose.Staff);
    private static readonly BoundChat StaffOfOther = Chat(3, ChatPurpose.Staff, 8);
    private static readonly BoundChat StaffOfAcme = Chat(4, ChatPurpose.Staff, Acme);
    private static readonly BoundChat ClientChat = Chat(5, ChatPurpose.Client, Acme);

    [Fact]
    public void Team_StaffChatsOfTheClient_AreToldAndNobodyElse() =>
        Assert.Equal([2, 4], StaffNotices.Team([Owner, StaffOfAll, StaffOfOther, StaffOfAcme, ClientChat], Acme).Select(chat => chat.Id));

    [Fact]
    public void Team_NoStaffChat_IsTheOwner() => Assert.Equal([1], StaffNotices.Team([Owner, StaffOfOther, ClientChat], Acme).Select(chat => chat.Id));

    [Fact]
    public void Team_DisabledChat_IsLeftOut() => Assert.Equal([1], StaffNotices.Team([Owner, StaffOfAcme with { Enabled = false }], Acme).Select(chat => chat.Id));

    private static BoundChat Chat(long id, ChatPurpose purpose, params long[] clients) =>
        new() { Id = id, ChatId = -id, Purpose = purpose, Language = Language.Uk, ClientIds = clients };
}
