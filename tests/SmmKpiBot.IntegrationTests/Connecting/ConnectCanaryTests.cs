using System.Text;
using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

/// <summary>
/// Tokens, codes, secrets of apps, verifiers and keys, on the way that works and on each that does not: in no log down to Trace, no trace, measurement or exception,
/// no message, page, metric or backup.
/// </summary>
public sealed class ConnectCanaryTests : IAsyncLifetime
{
    private const string Robot = "robot@standin.iam.gserviceaccount.com";

    /// <summary>Every secret of the stand-ins has it in its name, but for those that have a form of their own.</summary>
    private const string Canary = "canary";

    private const string Key = "BEGIN PRIVATE KEY";

    private readonly List<string> _shown = [];
    private readonly CanaryWatch _watch;
    private ConnectRig _rig = null!;

    /// <summary>It watches hosts that are built after it.</summary>
    public ConnectCanaryTests() => _watch = new(Secrets);

    public static TheoryData<string> GoogleFaultsAndNone => ["none", "code", "client", "withdrawn", "html", "empty", "down", "unticked", "api off"];

    public static TheoryData<string> MetaFaultsAndNone => ["none", "code", "dead", "html", "down", "throttled", "hidden", "refused"];

    public async ValueTask InitializeAsync() => _rig = await ConnectRig.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _watch.Dispose();
    }

    [Theory]
    [MemberData(nameof(GoogleFaultsAndNone))]
    public async Task Consent_ToGoogle_ShowsNoSecretAnywhere(string fault)
    {
        var rig = _rig;
        rig.AddProperty("111", "Acme shop", "owner@example.com");
        rig.Google.Accounts.Unticked = fault == "unticked" ? new HashSet<string> { "https://www.googleapis.com/auth/analytics.readonly" } : new HashSet<string>();
        var query = await rig.ConsentAsync(await rig.LinkAsync());
        Break(rig, fault);

        await ReturnAsync(rig, fault == "code" ? query.Replace("code-", "code-other-", StringComparison.Ordinal) : query);

        if (fault is "none" or "withdrawn")
        {
            rig.Google.Accounts.KnowsNobody = fault == "withdrawn";
            rig.Press(await rig.SaidAsync("Що під’єднати?"), "Acme shop");
            await rig.SaidAsync(fault == "none" ? "Під’єднано: GA4" : "Не вдалося під’єднати");
        }
        else
        {
            await rig.SaidAsync("Не вдалося під’єднати");
        }

        Assert.NotEmpty(rig.Google.Accounts.Verifiers.Concat(fault is "html" or "empty" or "down" or "client" ? ["not reached"] : []));
        await LookAsync(rig);
    }

    [Theory]
    [MemberData(nameof(MetaFaultsAndNone))]
    public async Task Consent_ToMeta_ShowsNoSecretAnywhere(string fault)
    {
        var rig = _rig;
        var query = await rig.ConsentAsync(await rig.LinkAsync("Facebook"));
        Break(rig, fault);

        await ReturnAsync(rig, fault == "code" ? query.Replace("canary-1", "canary-2", StringComparison.Ordinal) : query);

        await rig.SaidAsync(fault is "none" or "refused" ? "Що під’єднати?" : "Не вдалося під’єднати");
        await LookAsync(rig);
    }

    [Theory]
    [MemberData(nameof(MetaFaultsAndNone))]
    public async Task AToken_Pasted_IsShownNowhere(string fault)
    {
        var rig = _rig;
        await rig.AskSecretAsync("Facebook");
        Break(rig, fault);

        rig.Write(fault == "code" ? GraphBrand.SystemToken + " and more" : GraphBrand.SystemToken);

        await rig.SaidAsync(fault is "none" or "refused" ? "Під’єднано" : fault == "code" ? "Це не схоже на потрібний токен" : "Не вдалося під’єднати");
        await LookAsync(rig);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("withdrawn")]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("api off")]
    public async Task AKeyFile_IsShownNowhere(string fault)
    {
        var rig = _rig;
        rig.AddProperty("111", "Acme shop", Robot);
        var key = rig.Google.Accounts.ServiceAccount(Robot);
        await rig.AskSecretAsync("GA4");
        rig.Google.Accounts.KnowsNobody = fault == "withdrawn";
        Break(rig, fault);

        rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "key.json", Encoding.UTF8.GetBytes(key));

        await rig.SaidAsync(fault == "none" ? "Під’єднано" : "Не вдалося під’єднати");
        await LookAsync(rig);
    }

    private IReadOnlyList<string> Secrets() => _rig is null
        ? [Canary, GraphBrand.AppSecret, Key]
        : [Canary, GraphBrand.AppSecret, Key, .. _rig.Google.Accounts.Verifiers, .. _rig.Graph.Consent.Verifiers];

    private static void Break(ConnectRig rig, string fault)
    {
        var (google, graph) = (rig.Google, rig.Graph.Faults);
        switch (fault)
        {
            case "client":
                google.Faults.Always(GoogleOAuthEndpoint.TokenPath, GoogleFault.Error(401, "invalid_client", "Unauthorized " + GoogleAccounts.ClientSecret));
                break;
            case "html":
                google.Faults.Always(GoogleOAuthEndpoint.TokenPath, GoogleFault.Html(400));
                graph.HtmlErrors = 100;
                break;
            case "empty":
                google.Faults.Always(GoogleOAuthEndpoint.TokenPath, GoogleFault.Empty);
                break;
            case "down":
                google.Faults.Always(GoogleOAuthEndpoint.TokenPath, GoogleFault.Error(404, "NOT_FOUND", "Gone."));
                graph.IsDown = true;
                break;
            case "api off":
                google.Ga4.IsAdminOn = false;
                break;
            case "dead":
                graph.TokenDead = 463;
                break;
            case "throttled":
                graph.Throttled = 100;
                break;
            case "hidden":
                graph.HidesPages = true;
                break;
            case "refused":
                graph.LacksUserContent = true;
                break;
        }
    }

    private async Task ReturnAsync(ConnectRig rig, string query) => _shown.Add((await rig.ReturnAsync(query)).Page);

    private async Task LookAsync(ConnectRig rig)
    {
        _shown.AddRange(rig.Telegram.World.MessagesOf(rig.Chat.Id).Where(message => message.From?.Id != rig.Owner.Id).Select(message => message.Text ?? ""));
        _shown.Add(await rig.MetricsAsync());
        _shown.Add(await rig.PassingRowsAsync());
        foreach (var text in _shown)
            _watch.Look("text", "what people see", text);
        _watch.Look("file", "a backup", Encoding.Latin1.GetString(await rig.BackupAsync()));
        Assert.All(["log", "metric", "exception", "text", "file"], kind => Assert.True(_watch.LooksAt(kind) > 0, $"No {kind} was looked at."));
        _watch.AssertUnseen();
    }
}
