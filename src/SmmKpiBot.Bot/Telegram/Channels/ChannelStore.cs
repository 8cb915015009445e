using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>What Telegram told of measured channels. Hearing the same again changes nothing; what changed is marked until facts tell it.</summary>
internal sealed class ChannelStore(Database database, TimeProvider timeProvider)
{
    /// <summary>Somebody who was not let in by then will not be.</summary>
    private static readonly TimeSpan RequestLife = TimeSpan.FromDays(30);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A post was published. Its reactions and comments begin at none where they are heard from the beginning.</summary>
    /// <param name="isNew">False where it is only now heard of, by an edit.</param>
    public static async Task PostAsync(DbConnection connection, DbTransaction transaction, Feed feed, ChannelPost post, bool isNew)
    {
        const string album = "select min(post_id) from telegram_post where feed_id = @Id and album = @Album";
        const string group = """
            select min(f.id) from telegram_feed f join account a on a.id = f.account_id where f.kind = 2 and f.state = 1 and f.channel_id = @ChatId and a.client_id = @ClientId
            """;
        const string commented = "select count(*) from telegram_message where feed_id = @comments and conversation like @under";
        const string insert = """
            insert into telegram_post (feed_id, message_id, post_id, album, kind, published_at, reactions, comments)
            values (@Id, @MessageId, @postId, @Album, @Kind, @publishedAt, @reactions, @comments)
            on conflict (feed_id, message_id) do nothing
            """;
        var first = post.Album is null ? null : await connection.ExecuteScalarAsync<long?>(album, new { feed.Id, post.Album }, transaction);
        var comments = isNew ? await connection.ExecuteScalarAsync<long?>(group, new { feed.ChatId, feed.ClientId }, transaction) : null;

        // After a pause the comments may come before their post: chats are read side by side.
        var under = FormattableString.Invariant($"post:{post.MessageId}:%");
        var values = new
        {
            feed.Id,
            post.MessageId,
            postId = first ?? post.MessageId,
            post.Album,
            post.Kind,
            publishedAt = UnixMicros.Of(post.PublishedAt),
            reactions = isNew ? 0L : (long?)null,
            comments = comments is null ? null : await connection.ExecuteScalarAsync<long?>(commented, new { comments, under }, transaction),
        };
        await connection.ExecuteAsync(insert, values, transaction);
    }

    /// <summary>All reactions to a message by that instant; older words are left out.</summary>
    public static Task ReactAsync(DbConnection connection, DbTransaction transaction, long feedId, long messageId, long total, DateTimeOffset at)
    {
        const string sql = """
            update telegram_post set reactions = @total, reacted_at = @at, changed = changed + 1
            where feed_id = @feedId and message_id = @messageId and reacted_at <= @at and coalesce(reactions, -1) <> @total
            """;
        return connection.ExecuteAsync(sql, new { feedId, messageId, total, at = UnixMicros.Of(at) }, transaction);
    }

    /// <summary>Somebody wrote under a post, in the discussion group of a channel that is measured for the same client.</summary>
    public static Task CommentAsync(DbConnection connection, DbTransaction transaction, Feed comments, string conversation)
    {
        const string sql = """
            update telegram_post set comments = comments + 1, changed = changed + 1
            where message_id = @messageId and comments is not null and feed_id in (
                select f.id from telegram_feed f join account a on a.id = f.account_id where f.kind = 4 and f.state = 1 and f.chat_id = @ChannelId and a.client_id = @ClientId)
            """;
        return conversation.Split(':') is ["post", var post, ..] && long.TryParse(post, out var messageId)
            ? connection.ExecuteAsync(sql, new { messageId, comments.ChannelId, comments.ClientId }, transaction)
            : Task.CompletedTask;
    }

    /// <summary>The number of a named link.</summary>
    public static async Task<long> LinkAsync(DbConnection connection, DbTransaction transaction, long feedId, string name)
    {
        const string insert = "insert into telegram_link (feed_id, name) values (@feedId, @name) on conflict (feed_id, name) do nothing";
        const string read = "select id from telegram_link where feed_id = @feedId and name = @name";
        await connection.ExecuteAsync(insert, new { feedId, name }, transaction);
        return await connection.ExecuteScalarAsync<long>(read, new { feedId, name }, transaction);
    }

    public static Task RequestAsync(DbConnection connection, DbTransaction transaction, long feedId, string member, long linkId, DateTimeOffset at)
    {
        const string sql = """
            insert into telegram_request (feed_id, member, link_id, at) values (@feedId, @member, @linkId, @at)
            on conflict (feed_id, member) do update set link_id = excluded.link_id, at = excluded.at
            """;
        return connection.ExecuteAsync(sql, new { feedId, member, linkId, at = UnixMicros.Of(at) }, transaction);
    }

    /// <summary>Somebody came or went. Who was let in came by the link of the request.</summary>
    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, long feedId, ChannelMove move, long? linkId)
    {
        const string known = "select count(*) from telegram_move where feed_id = @feedId and member = @Member";
        const string asked = "select link_id from telegram_request where feed_id = @feedId and member = @Member";
        const string let = "delete from telegram_request where feed_id = @feedId and member = @Member";
        const string insert = """
            insert into telegram_move (feed_id, member, at, joined, is_first, link_id, day) values (@feedId, @Member, @at, @joined, @isFirst, @linkId, @day)
            on conflict (feed_id, member, at, joined) do nothing
            """;
        const string mark = """
            insert into telegram_day (feed_id, day, is_heard, changed, told) values (@feedId, @day, 0, 1, 0)
            on conflict (feed_id, day) do update set changed = telegram_day.changed + 1
            """;
        var who = new { feedId, move.Member };
        if (move.Joined)
        {
            linkId ??= await connection.ExecuteScalarAsync<long?>(asked, who, transaction);
            await connection.ExecuteAsync(let, who, transaction);
        }

        var isFirst = move.Joined && await connection.ExecuteScalarAsync<long>(known, who, transaction) == 0;
        var day = (long)move.Day.DayNumber;
        var values = new { feedId, move.Member, at = UnixMicros.Of(move.At), joined = move.Joined ? 1L : 0L, isFirst = isFirst ? 1L : 0L, linkId = move.Joined ? linkId : null, day };
        if (await connection.ExecuteAsync(insert, values, transaction) > 0)
            await connection.ExecuteAsync(mark, new { feedId, day }, transaction);
    }

    /// <summary>The channel is heard on that day, be there anything or not. The two days before are told once more: of the last but one nothing comes any more.</summary>
    public async Task HeardAsync(long feedId, DateOnly today, CancellationToken cancellationToken)
    {
        const string known = "select count(*) from telegram_day where feed_id = @feedId and day = @day and is_heard = 1";
        const string insert = """
            insert into telegram_day (feed_id, day, is_heard, changed, told) values (@feedId, @day, 1, 1, 0)
            on conflict (feed_id, day) do update set is_heard = 1, changed = telegram_day.changed + 1
            """;
        const string before = "update telegram_day set changed = changed + 1 where feed_id = @feedId and day in (@day - 1, @day - 2)";
        const string forget = "delete from telegram_request where feed_id = @feedId and at < @oldest";
        var values = new { feedId, day = (long)today.DayNumber, oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - RequestLife) };
        await using (var connection = await _database.OpenAsync(cancellationToken))
        {
            if (await connection.ExecuteScalarAsync<long>(known, values) > 0)
                return;
        }

        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(insert, values, transaction);
                await connection.ExecuteAsync(before, values, transaction);
                await connection.ExecuteAsync(forget, values, transaction);
            },
            cancellationToken);
    }

    /// <summary>Posts of which facts do not know everything, their messages put together.</summary>
    public async Task<IReadOnlyList<UntoldPost>> UntoldPostsAsync(long feedId, CancellationToken cancellationToken)
    {
        const string sql = """
            select p.post_id as PostId, min(p.published_at) as PublishedAt, min(p.kind) as Kind, max(p.album) as Album,
                cast(sum(p.reactions) as bigint) as Reactions, cast(sum(p.comments) as bigint) as Comments, cast(sum(p.changed) as bigint) as Changed
            from telegram_post p
            where p.feed_id = @feedId and p.post_id in (select u.post_id from telegram_post u where u.feed_id = @feedId and u.changed <> u.told)
            group by p.post_id
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<UntoldPost>(new CommandDefinition(sql, new { feedId }, cancellationToken: cancellationToken))];
    }

    /// <summary>Days of which facts do not know everything.</summary>
    public async Task<IReadOnlyList<UntoldDay>> UntoldDaysAsync(long feedId, CancellationToken cancellationToken)
    {
        const string sql = """
            select d.day as Day, d.changed as Changed, d.is_heard as IsHeard,
                (select count(*) from telegram_move m where m.feed_id = d.feed_id and m.day = d.day and m.joined = 1) as Gained,
                (select count(*) from telegram_move m where m.feed_id = d.feed_id and m.day = d.day and m.joined = 0) as Lost
            from telegram_day d where d.feed_id = @feedId and d.changed <> d.told order by d.day
            """;
        const string links = """
            select d.day as Day, l.name as Name, l.spend_micros as SpendMicros, l.currency as Currency, l.spend_day as SpendDay, count(m.member) as Followers
            from telegram_day d join telegram_link l on l.feed_id = d.feed_id left join telegram_move m on m.link_id = l.id and m.day = d.day and m.is_first = 1
            where d.feed_id = @feedId and d.changed <> d.told
            group by d.day, l.id, l.name, l.spend_micros, l.currency, l.spend_day
            having count(m.member) > 0 or l.spend_day = d.day
            """;
        const string any = "select count(*) from telegram_link where feed_id = @feedId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var days = (await connection.QueryAsync<UntoldDay>(new CommandDefinition(sql, new { feedId }, cancellationToken: cancellationToken))).AsList();
        if (days.Count == 0)
            return days;
        var hasLinks = await connection.ExecuteScalarAsync<long>(any, new { feedId }) > 0;
        var byLink = (await connection.QueryAsync<LinkDay>(new CommandDefinition(links, new { feedId }, cancellationToken: cancellationToken))).ToLookup(row => row.Day);
        return [.. days.Select(day => day with { HasLinks = hasLinks, Links = [.. byLink[day.Day]] })];
    }

    /// <summary>Facts know of what was read; what changed meanwhile stays untold.</summary>
    /// <returns>False where all of it was told by somebody else meanwhile.</returns>
    public static async Task<bool> ToldAsync(DbConnection connection, DbTransaction transaction, long feedId, IEnumerable<UntoldPost> posts, IEnumerable<UntoldDay> days)
    {
        const string post = """
            update telegram_post set told = changed where feed_id = @feedId and post_id = @PostId and changed <> told
                and (select sum(p.changed) from telegram_post p where p.feed_id = @feedId and p.post_id = @PostId) = @Changed
            """;
        const string day = "update telegram_day set told = @Changed where feed_id = @feedId and day = @Day and told < @Changed";
        var rows = 0;
        foreach (var told in posts)
            rows += await connection.ExecuteAsync(post, new { feedId, told.PostId, told.Changed }, transaction);
        foreach (var told in days)
            rows += await connection.ExecuteAsync(day, new { feedId, told.Day, told.Changed }, transaction);
        return rows > 0;
    }
}
