using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Access;

public abstract class InvitationsTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    private ChatStore Chats => new(Database);

    private ChatRemoval Removal => new(Database, Chats, Hidden, _clock);

    private HiddenMessages Hidden => new(Users, _clock);

    private UserStore Users => new(Database, new Owners(new HashSet<long>(), Language.Uk), _clock);

    private Invitations Invitations => new(Database, new ChatBindings(_clock), Users, Hidden, _clock);

    [Fact]
    public async Task Redeem_AClientsCodeInPrivate_GivesTheRoleAndBindsTheChat()
    {
        var acme = await AddClientAsync("acme");
        var invitation = await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel);

        var redemption = await RedeemAsync(invitation.Code, InPrivate(7));

        Assert.Equal(RedemptionOutcome.Joined, redemption.Outcome);
        Assert.Equal(Role.Client, (await Users.RightsAsync(7, Cancel)).RoleFor(acme));
        var chat = Assert.Single(await Chats.ListAsync(Cancel));
        Assert.Equal((7L, ChatPurpose.Client, DigestSchedule.WeeklyDefault), (chat.ChatId, chat.Purpose, chat.Schedule));
        Assert.Equal([acme], chat.ClientIds);
    }

    [Fact]
    public async Task Redeem_ACodeInAGroup_BindsTheGroupAndGivesNobodyARole()
    {
        var acme = await AddClientAsync("acme");
        var invitation = await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel);

        await RedeemAsync(invitation.Code, InGroup(7, -70, thread: 3));

        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.NotNull(await Chats.FindAsync(-70, 3, Cancel));
        Assert.Null(await Chats.FindAsync(-70, null, Cancel));
    }

    [Fact]
    public async Task Redeem_Twice_WorksOnce()
    {
        var invitation = await Invitations.CreateAsync(ChatPurpose.Staff, [], null, Cancel);

        await RedeemAsync(invitation.Code, InPrivate(7));
        var again = await RedeemAsync(invitation.Code, InPrivate(8));

        Assert.Equal(RedemptionOutcome.Used, again.Outcome);
        Assert.Equal(Role.Stranger, (await Users.RightsAsync(8, Cancel)).Role);
    }

    [Fact]
    public async Task Redeem_ByManyAtOnce_LetsExactlyOneIn()
    {
        var invitation = await Invitations.CreateAsync(ChatPurpose.Owner, [], null, Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(10, 8).Select(user => RedeemAsync(invitation.Code, InPrivate(user))));

        Assert.Single(outcomes, redemption => redemption.Outcome == RedemptionOutcome.Joined);
        Assert.All(outcomes.Where(redemption => redemption.Outcome != RedemptionOutcome.Joined), redemption => Assert.Equal(RedemptionOutcome.Used, redemption.Outcome));
    }

    [Theory]
    [InlineData(nameof(ChatPurpose.Owner), 15)]
    [InlineData(nameof(ChatPurpose.Staff), 24 * 60)]
    [InlineData(nameof(ChatPurpose.Client), 7 * 24 * 60)]
    public async Task Redeem_AtItsEnd_IsTooLate(string kind, int minutes)
    {
        var purpose = Enum.Parse<ChatPurpose>(kind);
        var acme = await AddClientAsync("acme");
        var clients = purpose == ChatPurpose.Client ? new[] { acme } : [];
        var early = await Invitations.CreateAsync(purpose, clients, null, Cancel);
        var late = await Invitations.CreateAsync(purpose, clients, null, Cancel);

        _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        var before = await RedeemAsync(early.Code, InPrivate(7));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var after = await RedeemAsync(late.Code, InPrivate(8));

        Assert.Equal((RedemptionOutcome.Joined, RedemptionOutcome.Expired), (before.Outcome, after.Outcome));
    }

    [Fact]
    public async Task Redeem_AfterFiveWrongCodes_IsRefusedForAnHourEvenWithTheRightOne()
    {
        var invitation = await Invitations.CreateAsync(ChatPurpose.Staff, [], null, Cancel);
        for (var guess = 0; guess < CodeGuesses.Allowed; guess++)
        {
            Assert.Equal(RedemptionOutcome.Unknown, (await RedeemAsync(InvitationCode.New(), InPrivate(7))).Outcome);
        }

        var locked = await RedeemAsync(invitation.Code, InPrivate(7));
        _clock.Advance(TimeSpan.FromHours(1));
        var later = await RedeemAsync(invitation.Code, InPrivate(7));

        Assert.Equal((RedemptionOutcome.TooManyTries, RedemptionOutcome.Joined), (locked.Outcome, later.Outcome));
    }

    [Theory]
    [InlineData("")]
    [InlineData("КодКирилицеюДвадцятьДв")]
    [InlineData("short")]
    [InlineData("' OR 1=1 --aaaaaaaaaaa")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Redeem_WhatIsNoCode_IsUnknownAndCounted(string code)
    {
        for (var guess = 0; guess < CodeGuesses.Allowed; guess++)
        {
            Assert.Equal(RedemptionOutcome.Unknown, (await RedeemAsync(code, InPrivate(7))).Outcome);
        }

        Assert.Equal(RedemptionOutcome.TooManyTries, (await RedeemAsync(code, InPrivate(7))).Outcome);
    }

    [Fact]
    public async Task Redeem_AnOwnersCodeInAGroup_IsRefusedAndWorksNoMore()
    {
        var invitation = await Invitations.CreateAsync(ChatPurpose.Owner, [], null, Cancel);

        var inGroup = await RedeemAsync(invitation.Code, InGroup(7, -70));
        var inPrivate = await RedeemAsync(invitation.Code, InPrivate(7));

        Assert.Equal((RedemptionOutcome.OnlyInPrivate, RedemptionOutcome.Expired), (inGroup.Outcome, inPrivate.Outcome));
        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.Null(await Chats.FindAsync(-70, null, Cancel));
    }

    [Fact]
    public async Task Redeem_AnotherClientsCodeInABoundGroup_ChangesNothing()
    {
        var acme = await AddClientAsync("acme");
        var cafe = await AddClientAsync("cafe");
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));

        var other = await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [cafe], null, Cancel)).Code, InGroup(7, -70));

        Assert.Equal(RedemptionOutcome.BoundToOther, other.Outcome);
        Assert.Equal([acme], (await Chats.FindAsync(-70, null, Cancel))!.ClientIds);
    }

    /// <summary>Everybody in the client's group has read it, and would be staff by it.</summary>
    [Fact]
    public async Task Redeem_AStaffCodeInAClientsGroup_WorksNoMore()
    {
        var acme = await AddClientAsync("acme");
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));
        var staff = await Invitations.CreateAsync(ChatPurpose.Staff, [], null, Cancel);

        var inGroup = await RedeemAsync(staff.Code, InGroup(7, -70));
        var inPrivate = await RedeemAsync(staff.Code, InPrivate(8));

        Assert.Equal((RedemptionOutcome.BoundToOther, RedemptionOutcome.Expired), (inGroup.Outcome, inPrivate.Outcome));
        Assert.Equal(Role.Stranger, (await Users.RightsAsync(8, Cancel)).Role);
    }

    [Fact]
    public async Task Redeem_TwoClientsCodesInOnePrivateChat_ShowsBoth()
    {
        var acme = await AddClientAsync("acme");
        var cafe = await AddClientAsync("cafe");
        foreach (var client in new[] { acme, cafe })
        {
            await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [client], null, Cancel)).Code, InPrivate(7));
        }

        Assert.Equal([acme, cafe], (await Chats.FindAsync(7, null, Cancel))!.ClientIds.Order());
        Assert.Equal(2, (await Chats.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Revoke_TakesRoleAndBindingBack()
    {
        var invitation = await Invitations.CreateAsync(ChatPurpose.Staff, [], null, Cancel);
        await RedeemAsync(invitation.Code, InPrivate(7));

        await Database.WriteAsync((connection, transaction) => Invitations.RevokeAsync(connection, transaction, invitation.Id), Cancel);

        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.Empty(await Chats.ListAsync(Cancel));
    }

    [Fact]
    public async Task Revoke_TheWiderOfTwoStaffInvitations_NarrowsThePrivateChat()
    {
        var acme = await AddClientAsync("acme");
        await AddClientAsync("cafe");
        var all = await JoinAsync(ChatPurpose.Staff);
        await JoinAsync(ChatPurpose.Staff, acme);

        await RevokeAsync(all);

        Assert.False((await Users.RightsAsync(7, Cancel)).SeesAll);
        Assert.Equal([acme], (await Chats.FindAsync(7, null, Cancel))!.ClientIds);
    }

    [Fact]
    public async Task Revoke_AnOwnerWhoIsStaffToo_EndsTheNoticesOfOwners()
    {
        var owner = await JoinAsync(ChatPurpose.Owner);
        await JoinAsync(ChatPurpose.Staff);

        await RevokeAsync(owner);

        Assert.Equal(ChatPurpose.Staff, (await Chats.FindAsync(7, null, Cancel))!.Purpose);
    }

    [Fact]
    public async Task Revoke_TheNewerOfTwoInvitationsOfTheSame_LeavesNothing()
    {
        var acme = await AddClientAsync("acme");
        await JoinAsync(ChatPurpose.Client, acme);
        var newer = await JoinAsync(ChatPurpose.Client, acme);

        await RevokeAsync(newer);

        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.Empty(await Chats.ListAsync(Cancel));
    }

    [Fact]
    public async Task Revoke_StaffOfAnOwner_LeavesTheOwnersChat()
    {
        await JoinAsync(ChatPurpose.Owner);
        var staff = await JoinAsync(ChatPurpose.Staff);

        await RevokeAsync(staff);

        Assert.Equal(Role.Owner, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.Equal(ChatPurpose.Owner, (await Chats.FindAsync(7, null, Cancel))!.Purpose);
    }

    [Fact]
    public async Task Revoke_TheNewerOfTwoStaffInvitations_LeavesWhatTheOlderGave()
    {
        var acme = await AddClientAsync("acme");
        var cafe = await AddClientAsync("cafe");
        await JoinAsync(ChatPurpose.Staff, acme);
        var newer = await JoinAsync(ChatPurpose.Staff, cafe);

        await RevokeAsync(newer);

        Assert.Equal([acme], (await Users.RightsAsync(7, Cancel)).StaffClients);
        Assert.Equal([acme], (await Chats.FindAsync(7, null, Cancel))!.ClientIds);
    }

    [Theory]
    [InlineData("Owner")]
    [InlineData("Staff")]
    [InlineData("Client")]
    public async Task Remove_APrivateChat_TakesTheRoleThatCameWithIt(string role)
    {
        var purpose = Enum.Parse<ChatPurpose>(role);
        var acme = await AddClientAsync("acme");
        await JoinAsync(purpose, purpose == ChatPurpose.Owner ? [] : [acme]);

        var left = await Removal.RemoveAsync(Assert.Single(await Chats.ListAsync(Cancel)).Id, Cancel);

        Assert.True(left!.Nothing);
        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
    }

    [Fact]
    public async Task Remove_OneOfTwoBindings_LeavesTheOtherAndSaysSo()
    {
        var acme = await AddClientAsync("acme");
        var cafe = await AddClientAsync("cafe");
        await JoinAsync(ChatPurpose.Client, acme);
        await JoinAsync(ChatPurpose.Client, cafe);

        var left = await Removal.RemoveAsync((await Chats.ListAsync(Cancel)).Single(chat => chat.ClientIds.Contains(cafe)).Id, Cancel);

        Assert.Equal([acme], left!.ClientIds);
        Assert.Equal([acme], (await Users.RightsAsync(7, Cancel)).OwnClients);
    }

    [Fact]
    public async Task Remove_AGroup_LeavesItsPeopleTheirRoles()
    {
        var acme = await AddClientAsync("acme");
        await JoinAsync(ChatPurpose.Staff, acme);
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));

        var left = await Removal.RemoveAsync((await Chats.ListAsync(Cancel)).Single(chat => chat.ChatId == -70).Id, Cancel);

        Assert.True(left!.Nothing);
        Assert.Equal([acme], (await Users.RightsAsync(7, Cancel)).StaffClients);
    }

    [Fact]
    public async Task Remove_OneOfTheClientsThatAChatShows_EndsWhatTellsOfThatOneAndNothingElse()
    {
        var (acme, other) = (await AddClientAsync("acme"), await AddClientAsync("other"));
        foreach (var client in (long[])[acme, other])
            await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [client], null, Cancel)).Code, InPrivate(7));
        var outbox = new Outbox(Database, _clock);
        OutboxMessage message = new() { ChatId = 7, Kind = OutboxKind.Alert, Content = new TextContent("hello") };
        foreach (var of in (OutboxMessage[])[message with { ClientId = acme }, message with { ClientId = other }, message with { Names = [acme, other] }, message with { Names = [other] }, message with { Names = [] }])
            await outbox.EnqueueAsync(of, Cancel);
        var ofAcme = (await Chats.ListAsync(Cancel)).Single(chat => chat.ClientIds.Contains(acme));

        await Removal.RemoveAsync(ofAcme.Id, Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        var (gone, waiting) = ((long)OutboxState.Cancelled, (long)OutboxState.Ready);
        Assert.Equal([gone, waiting, gone, waiting, waiting], await connection.QueryAsync<long>("SELECT state FROM outbox ORDER BY id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RevokeOrRemove_MessagesWaitForTheChat_AreCancelled(bool revoke)
    {
        var acme = await AddClientAsync("acme");
        var invitation = await JoinAsync(ChatPurpose.Client, acme);
        await new Outbox(Database, _clock).EnqueueAsync(new OutboxMessage { ChatId = 7, Kind = OutboxKind.Digest, Content = new TextContent("figures") }, Cancel);

        await (revoke ? RevokeAsync(invitation) : Removal.RemoveAsync(Assert.Single(await Chats.ListAsync(Cancel)).Id, Cancel));

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal((long)OutboxState.Cancelled, await connection.QuerySingleAsync<long>("SELECT state FROM outbox"));
    }

    [Fact]
    public async Task EraseTheOnlyClientOfStaff_LeavesThemNothing()
    {
        var acme = await AddClientAsync("acme");
        await AddClientAsync("cafe");
        var open = await Invitations.CreateAsync(ChatPurpose.Staff, [acme], null, Cancel);
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Staff, [acme], null, Cancel)).Code, InPrivate(7));
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Staff, [acme], null, Cancel)).Code, InGroup(7, -70));

        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("DELETE FROM client WHERE id = @acme", new { acme }, transaction), Cancel);

        Assert.Equal(Role.Stranger, (await Users.RightsAsync(7, Cancel)).Role);
        Assert.Null(await Chats.FindAsync(-70, null, Cancel));
        Assert.Equal(RedemptionOutcome.Expired, (await RedeemAsync(open.Code, InPrivate(8))).Outcome);
    }

    [Fact]
    public async Task Move_ToASupergroup_TakesTheBindingAlong()
    {
        var acme = await AddClientAsync("acme");
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));

        // Telegram tells of it twice, in the old and in the new chat.
        for (var told = 0; told < 2; told++)
        {
            await Database.WriteAsync((connection, transaction) => ChatBindings.MoveAsync(connection, transaction, -70, -1070), Cancel);
        }

        Assert.Null(await Chats.FindAsync(-70, null, Cancel));
        Assert.NotNull(await Chats.FindAsync(-1070, null, Cancel));
    }

    /// <summary>Both chats show the same before and after, so nothing that waits is hidden from anybody.</summary>
    [Fact]
    public async Task Moved_AnAnswerWaitsThatSaysNothingOfItsClients_GoesOutInTheNewChat()
    {
        var acme = await AddClientAsync("acme");
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));
        await new Outbox(Database, _clock).EnqueueAsync(new OutboxMessage { ChatId = -70, Kind = OutboxKind.Reply, Content = new TextContent("hello") }, Cancel);

        // Telegram tells of it twice, in the old and in the new chat.
        await MovedAsync();
        await MovedAsync();

        Assert.Equal((long)OutboxState.Ready, await StateAsync());
    }

    /// <summary>The new chat shows what it is bound to, whatever waited for the old one.</summary>
    [Fact]
    public async Task Moved_TheNewChatIsBoundToAnother_CancelsWhatItDoesNotShow()
    {
        var (acme, other) = (await AddClientAsync("acme"), await AddClientAsync("other"));
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [acme], null, Cancel)).Code, InGroup(7, -70));
        await RedeemAsync((await Invitations.CreateAsync(ChatPurpose.Client, [other], null, Cancel)).Code, InGroup(7, -1070));
        await new Outbox(Database, _clock).EnqueueAsync(new OutboxMessage { ChatId = -70, Kind = OutboxKind.Digest, ClientId = acme, Content = new TextContent("figures") }, Cancel);

        await MovedAsync();

        Assert.Equal((long)OutboxState.Cancelled, await StateAsync());
    }

    /// <summary>An attempt is under way while the right is taken: whatever becomes of it, there is no second one.</summary>
    [Fact]
    public async Task Revoke_AMessageIsOnTheWire_ExpiresWhereItComesBack()
    {
        var acme = await AddClientAsync("acme");
        var invitation = await JoinAsync(ChatPurpose.Client, acme);
        await new Outbox(Database, _clock).EnqueueAsync(new OutboxMessage { ChatId = 7, Kind = OutboxKind.Digest, ClientId = acme, Content = new TextContent("figures") }, Cancel);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("UPDATE outbox SET state = 1, attempt = 1", transaction: transaction), Cancel);

        await RevokeAsync(invitation);

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(((long)OutboxState.Sending, 0L), await connection.QuerySingleAsync<(long, long?)>("SELECT state, expires_at FROM outbox"));
    }

    private Task<int> MovedAsync()
    {
        var life = new ChatLife(Database, _clock, [new BindingFollower(new Outbox(Database, _clock), Hidden)], new Asides(NullLogger<Asides>.Instance));
        return Database.WriteAsync(
            async (connection, transaction) =>
            {
                await life.MoveAsync(connection, transaction, -70, -1070, Cancel);
                return 0;
            },
            Cancel);
    }

    private async Task<long> StateAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.QuerySingleAsync<long>("SELECT state FROM outbox");
    }

    /// <summary>Person 7 joins in private.</summary>
    private async Task<long> JoinAsync(ChatPurpose purpose, params long[] clients)
    {
        var invitation = await Invitations.CreateAsync(purpose, clients, null, Cancel);
        Assert.Equal(RedemptionOutcome.Joined, (await RedeemAsync(invitation.Code, InPrivate(7))).Outcome);
        return invitation.Id;
    }

    private Task RevokeAsync(long invitation) => Database.WriteAsync((connection, transaction) => Invitations.RevokeAsync(connection, transaction, invitation), Cancel);

    private static Joiner InPrivate(long user) => new(user, user, null, true, null, Language.Uk);

    private static Joiner InGroup(long user, long chat, int? thread = null) => new(user, chat, thread, false, "Кав'ярня «Їжак»", Language.Uk);

    private async Task<long> AddClientAsync(string slug) => (await Clients.AddAsync(slug, slug, [], Cancel)).Id;

    private Task<Redemption> RedeemAsync(string code, Joiner joiner) =>
        Database.WriteAsync((connection, transaction) => Invitations.RedeemAsync(connection, transaction, code, joiner), Cancel);
}

public sealed class InvitationsSqliteTests(PostgresServer server) : InvitationsTests(Dialect.Sqlite, server);

public sealed class InvitationsPostgresTests(PostgresServer server) : InvitationsTests(Dialect.Postgres, server);
