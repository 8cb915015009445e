using SmmKpiBot.Bot.CommandLine.Doctor;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>What the team sets for a client, and what it is told of what cannot be read.</summary>
public sealed class FeedSettingsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachRule_IsShownAndSwitchedByAButton()
    {
        await using var world = await FeedWorld.CreateAsync();
        world.Telegram.People.Write(world.StaffChat, world.Staff, "/settings acme");
        var page = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("Не чекає на відповідь", StringComparison.Ordinal));
        Assert.Contains("✓ «дякую» після відповіді", page.Text, StringComparison.Ordinal);
        Assert.Contains("— бренд поставив реакцію", page.Text, StringComparison.Ordinal);

        world.Telegram.People.Press(page, world.Staff, page.Button("Лише подяка"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == page.Id && message.Text!.Contains("— «дякую»", StringComparison.Ordinal));
        world.Telegram.People.Press(page, world.Staff, page.Button("Наша реакція"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == page.Id && message.Text!.Contains("✓ бренд", StringComparison.Ordinal));

        var rules = (await world.Bot.Get<ClientStore>().FindAsync(world.Acme.Id, Stop))!.NoAnswer;
        Assert.Equal(new NoAnswerRules(true, false, true, true), rules);
    }

    [Fact]
    public async Task AllRulesOff_IsKeptAsNone()
    {
        await using var world = await FeedWorld.CreateAsync();
        world.Telegram.People.Write(world.StaffChat, world.Staff, "/settings acme");
        var page = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("Не чекає на відповідь", StringComparison.Ordinal));

        foreach (var rule in new[] { "Лише емодзі ✓", "Лише подяка ✓", "Лише згадки ✓" })
        {
            world.Telegram.People.Press(page, world.Staff, page.Button(rule));
            await world.Telegram.UntilAsync(() => page.Keyboard!.ToJsonString().Contains(System.Text.Json.JsonEncodedText.Encode(rule).ToString(), StringComparison.OrdinalIgnoreCase) ? null : page);
        }

        Assert.Equal(NoAnswerRules.None, (await world.Bot.Get<ClientStore>().FindAsync(world.Acme.Id, Stop))!.NoAnswer);
    }

    [Fact]
    public async Task TheOwnersSettings_AskAgainWhoseSomethingIs_AndAMeasuredOneCanBeStopped()
    {
        await using var world = await FeedWorld.CreateAsync();
        world.Telegram.Business.Connect(world.Staff);
        var first = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("Чий він", StringComparison.Ordinal));
        world.Telegram.People.Write(world.OwnerChat, world.Owner, "/settings");
        var again = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Id > first.Id && message.Text!.Contains("Чий він", StringComparison.Ordinal));
        world.Telegram.People.Press(again, world.Owner, again.Button("Acme"));
        await world.Telegram.MessageAsync(world.OwnerChat, message => message.Id == again.Id && message.Keyboard is null);

        world.Telegram.People.Write(world.OwnerChat, world.Owner, "/settings acme");
        var page = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("Марко — бізнес-акаунт", StringComparison.Ordinal));
        world.Telegram.People.Press(page, world.Owner, page.Button("Не вимірювати: Марко"));

        await world.Telegram.MessageAsync(world.OwnerChat, message => message.Id == page.Id && message.Text!.Contains("поки ніде", StringComparison.Ordinal));
        Assert.DoesNotContain(await world.Bot.Get<FeedStore>().ListAsync(Stop), feed => feed.State == FeedState.On);
        Assert.Single((await world.FactsAsync()).Disconnected);
        Assert.Contains(await FindingsAsync(world), finding => finding.What == "acme telegram/Марко" && finding.Health == Health.Ok && finding.Text.StartsWith("Disconnected 2026-11-23", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAndDoctor_SayWhatCannotBeReadAndWhatToChange()
    {
        await using var world = await FeedWorld.CreateAsync(new BotApiOptions { CanReadAllGroupMessages = false, CanConnectToBusiness = false });
        var group = world.Telegram.World.AddGroup(-1_000_000_000_700, "Acme і ми", ChatKind.Supergroup, false, world.Staff);
        world.Telegram.People.Promote(group);
        await world.RedeemAsync(group, world.Staff, Bot.Access.ChatPurpose.Client, world.Acme.Id);
        await world.SwitchOnAsync(group);
        world.Telegram.People.Write(world.OwnerChat, world.Owner, "/start");
        await world.QuietAsync();
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(world.OwnerChat.Id), message => message.Text!.Contains("/setprivacy", StringComparison.Ordinal));
        Assert.Contains(await FindingsAsync(world), finding => finding is { What: "acme Acme і ми", Health: Health.Ok });

        group.Members[world.Telegram.World.Bot.Id] = (world.Telegram.World.Bot, MemberStatus.Member);
        world.Telegram.People.Write(world.OwnerChat, world.Owner, "/start");

        var said = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("/setprivacy", StringComparison.Ordinal));
        Assert.Contains("Acme і ми", said.Text, StringComparison.Ordinal);
        var findings = await FindingsAsync(world);
        Assert.Contains(findings, finding => finding is { What: "acme Acme і ми", Health: Health.Wrong });
        Assert.Contains(findings, finding => finding is { What: "business mode", Health: Health.Notice });
    }

    private static async Task<List<Finding>> FindingsAsync(FeedWorld world)
    {
        var findings = new List<Finding>();
        await foreach (var finding in new Examination(world.Bot.Host.Services).RunAsync(Stop))
        {
            findings.Add(finding);
        }

        return findings;
    }
}
