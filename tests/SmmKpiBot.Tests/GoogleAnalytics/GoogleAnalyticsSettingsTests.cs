using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class GoogleAnalyticsSettingsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("https://analyticsdata.googleapis.com", true)]
    [InlineData("http://127.0.0.1:4711", true)]
    [InlineData("http://analyticsdata.googleapis.com", false)]
    [InlineData("https://analyticsdata.googleapis.com/v1beta", false)]
    [InlineData("https://user@analyticsdata.googleapis.com", false)]
    [InlineData("analyticsdata", false)]
    public void Validate_ApiBaseUrl_IsSchemeAndHost(string url, bool isGood)
    {
        var options = new GoogleAnalyticsOptions { ApiBaseUrl = url };

        Assert.Equal(isGood, !options.Validate(new ValidationContext(options)).Any());
        Assert.Equal(url.Length > 0, options.IsOn);
    }

    [Fact]
    public void Validate_HalfAnApp_IsNone()
    {
        var options = new GoogleAnalyticsOptions { ClientId = "id" };

        Assert.Equal("Networks:GoogleAnalytics:ClientId and Networks:GoogleAnalytics:ClientSecret belong together: set both or none.", Assert.Single(options.Validate(new ValidationContext(options))).ErrorMessage);
    }

    [Fact]
    public void Problem_TheFileOfAKey_HasNone()
    {
        using var key = RSA.Create(2048);
        var file = JsonSerializer.Serialize(new { type = "service_account", client_email = "robot@example.iam.gserviceaccount.com", private_key = key.ExportPkcs8PrivateKeyPem() });

        Assert.Null(ServiceAccountFile.Problem(file));
        Assert.Equal("robot@example.iam.gserviceaccount.com", ServiceAccountFile.TryRead(file, out _)!.ToString());
    }

    [Theory]
    [InlineData("AIza-secret", "no JSON")]
    [InlineData("null", "not the key of a service account")]
    [InlineData("""{"type": "authorized_user", "refresh_token": "secret"}""", "not the key of a service account")]
    [InlineData("""{"type": "service_account", "private_key": "secret"}""", "client_email")]
    [InlineData("""{"type": "service_account", "client_email": "a@b", "private_key": "secret"}""", "damaged")]
    [InlineData("""{"type": ["secret"]}""", "no JSON")]
    public void Problem_AnythingElse_SaysWhatIsWrongWithoutRepeatingIt(string text, string expected)
    {
        var problem = ServiceAccountFile.Problem(text).GetValueOrDefault();

        Assert.Contains(expected, problem.En, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Uk + problem.En, StringComparison.Ordinal);
    }
}
