using SmmKpiBot.Bot.Access;
using Xunit;

namespace SmmKpiBot.Tests.Access;

public sealed class InvitationCodeTests
{
    [Fact]
    public void New_Always_FitsATelegramLinkAndIsUnlikeAnyOther()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => InvitationCode.New()).ToList();

        Assert.All(codes, code => Assert.True(InvitationCode.HasShape(code) && code.Length <= 64));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void Hash_DoesNotContainTheCode()
    {
        var code = InvitationCode.New();

        Assert.DoesNotContain(code, InvitationCode.Hash(code), StringComparison.Ordinal);
        Assert.Equal(64, InvitationCode.Hash(code).Length);
    }
}
