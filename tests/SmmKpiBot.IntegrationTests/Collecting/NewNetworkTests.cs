using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.CommandLine;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Collecting.Toy;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

/// <summary>A network that only this project knows is everywhere where the others are.</summary>
public sealed class NewNetworkTests : IAsyncLifetime
{
    private ToyRig _rig = null!;
    private BotUnderTest _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await ToyRig.StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero)));
        _bot = await BotUnderTest.CreateAsync(_rig.Clock, new BotApiOptions(), _rig.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task ANewNetwork_IsCollectedDrawnAndListed()
    {
        var account = await ConnectAsync();
        await _bot.Get<CollectRound>().RunAsync(Cancel);

        var client = (await _bot.Get<Data.Clients.ClientStore>().FindAsync(account.ClientId, Cancel))!;
        var query = new KpiQuery { Client = client, Period = PeriodChoice.Parse("7d", _rig.Brand.Today), AsOf = _rig.Brand.Today };
        var report = await _bot.Get<KpiReports>().ReportAsync(query, Cancel);
        Assert.Equal(new Period(_rig.Brand.Today.AddDays(-7), _rig.Brand.Today.AddDays(-1)).EachDay().Sum(_rig.Brand.Views), report["reach.views"].Value);
        Assert.Equal(ToyBrand.Followers(_rig.Brand.Today), (await _bot.Get<KpiReports>().ReportAsync(query with { Period = PeriodChoice.Parse("1d", _rig.Brand.Today.AddDays(1)), AsOf = _rig.Brand.Today.AddDays(1) }, Cancel))["followers.total"].Value);
        var digest = await _bot.Get<DigestBuilder>().BuildAsync(query, Reader.Staff, Language.En, Cancel);
        Assert.Contains("Toy", DigestText.Sources(digest, KpiFamily.Reach), StringComparison.Ordinal);

        var status = Assert.Single(await _bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/status"));
        Assert.Matches("^<b>Стан</b>(.|\n)*\n✅ <b>.+</b> · цифри: Toy по\\u00a0", BotUnderTest.Visible(status));
    }

    [Fact]
    public async Task ANewNetwork_WhenItsAccessEnds_IsToldToTheTeamAndNotToTheClient()
    {
        var account = await ConnectAsync();
        await _bot.JoinAsync(BotUnderTest.InPrivate(77), Bot.Access.ChatPurpose.Client, account.ClientId);
        _rig.Begin(Misbehaviour.ExpiredAccess);
        await _bot.Get<CollectRound>().RunAsync(Cancel);

        var staff = BotUnderTest.Visible(Assert.Single(await _bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/status")));
        var client = BotUnderTest.Visible(Assert.Single(await _bot.SayAsync(BotUnderTest.InPrivate(77), "/status")));

        Assert.Contains("⚠️ Toy «bear» не оновлюється з 23", staff.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("токен не діє", staff, StringComparison.Ordinal);
        Assert.DoesNotContain("⚠️", client, StringComparison.Ordinal);
        Assert.DoesNotContain("токен", client, StringComparison.Ordinal);
    }

    [Fact]
    public void ANewNetwork_IsKnownToSettingsAndToNamesOfAccounts()
    {
        Assert.Contains(FoundNetworks.All, network => network.Key == ToyNetwork.Name);
        var known = SettingsFiles.Load(["--Networks:Toy:ApiBaseUrl", "http://127.0.0.1:1"]);
        Assert.Equal("http://127.0.0.1:1", known["Networks:Toy:ApiBaseUrl"]);
    }

    [Fact]
    public async Task ANewNetwork_IsListedByTheCommandLineAndLookedAtByTheDoctor()
    {
        await ConnectAsync();
        await _bot.Get<CollectRound>().RunAsync(Cancel);

        // The verbs go by the clock of the machine, on which the account was read long ago.
        var (_, list) = await RunAsync("account", "list", "acme", "--format", "json");
        Assert.Contains(JsonDocument.Parse(list).RootElement[0].GetProperty("collecting").GetString(), (string[])["no data", "late"]);
        var (_, doctor) = await RunAsync("doctor");
        Assert.Contains("collecting of acme toy/bear", doctor, StringComparison.Ordinal);
        Assert.Contains("Read 2026-11-23", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_FromTheCommandLine_SaysWhatWasNewAndWhatCouldNotBeRead()
    {
        await ConnectAsync();
        var (exit, output) = await RunAsync("collect", "acme", "--account", "toy/bear", "--since", "2026-11-01", "--format", "json");

        Assert.Equal(0, exit);
        var account = JsonDocument.Parse(output).RootElement.GetProperty("accounts")[0];
        Assert.Equal("toy/bear", account.GetProperty("account").GetString());
        Assert.True(account.GetProperty("stored").GetInt32() > 50);
        Assert.Equal(0, account.GetProperty("problems").GetArrayLength());
        Assert.Equal((0, "toy/bear: nothing new\n"), await RunAsync("collect", "acme"));

        _rig.Begin(Misbehaviour.ExpiredAccess);
        var (failed, text) = await RunAsync("collect", "acme");
        Assert.Equal(1, failed);
        Assert.Contains("wind it up", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "collect", "nobody")]
    [InlineData(2, "collect", "acme", "--account", "toy/none")]
    [InlineData(2, "collect", "acme", "--since", "yesterday")]
    [InlineData(2, "collect", "acme", "--since", "2126-01-01")]
    [InlineData(1, "collect", "acme")]
    public async Task Collect_WhatCannotBe_SaysSoByItsExitCode(int exit, params string[] arguments)
    {
        await _bot.AddClientAsync("acme", "Acme");

        Assert.Equal(exit, (await RunAsync(arguments)).Exit);
    }

    private async Task<Account> ConnectAsync()
    {
        var client = await _bot.AddClientAsync("acme", "Acme");
        var account = (await _bot.Get<AccountStore>().AddAsync(client.Id, ToyNetwork.Name, "bear", null, Cancel))!;
        await _bot.Get<AccountConnecting>().ConnectAsync(account, _rig.Secrets, _rig.PlaceId, Cancel);
        return account;
    }

    private async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await BotCommandLine.RunAsync([.. arguments, .. _bot.Settings, .. _rig.Settings], output, error);
        return (exit, output.ToString().ReplaceLineEndings("\n"));
    }
}
