using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.Tests.Meta;

public sealed class GraphQueryTests
{
    [Fact]
    public void Following_AddressWithTokenElsewhere_TakesItsParametersAlone()
    {
        var query = GraphQuery.Fields("id,name").With("limit", 25);

        var next = query.Following("https://evil.example.com/v99.0/1/posts?access_token=EAAsecret&appsecret_proof=abc&limit=25&after=QVF%3D%3D&pretty=0#part");

        Assert.Equal(new Dictionary<string, string> { ["fields"] = "id,name", ["limit"] = "25", ["after"] = "QVF==", ["pretty"] = "0" }, next.Values);
    }

    [Fact]
    public void ToString_AnyCharacters_AreEscaped() =>
        Assert.Equal("time_range=%7B%22since%22%3A%221%22%7D&a=%D1%97%20%26", GraphQuery.None.With("time_range", "{\"since\":\"1\"}").With("a", "ї &").ToString());
}
