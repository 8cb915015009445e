using System.IO.Compression;
using System.Text.Json;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Data.Clients.Export;

/// <summary>
/// Writes a client as CSV files in the layouts that <c>import</c> reads: <c>client.csv</c> with the keys, <c>accounts.csv</c>, and a folder of facts
/// for each account; <c>conflict-ledger.csv</c> holds all that happened to the conflicts of the ledger. Facts are those that count; older observations of them are not in it.
/// </summary>
internal static class ClientExport
{
    public static void Write(ZipArchive archive, IEnumerable<KeyValuePair<string, string>> keys, ClientFacts facts, IEnumerable<ConflictCase> ledger)
    {
        using (var file = new CsvFile(archive, "client.csv", "key,value"))
        {
            foreach (var (key, value) in keys)
                file.Write(key, value);
        }

        using (var file = new CsvFile(archive, "accounts.csv", "folder,network,name,external_id"))
        {
            foreach (var account in facts.Accounts)
                file.Write(Folder(account), account.Network, account.Name, account.ExternalId);
        }

        foreach (var account in facts.Accounts)
            Write(archive, Folder(account), account.Id, facts);
        Write(
            archive,
            "conflict-ledger.csv",
            "case,account,conversation,link,words,at,event,by,text,value",
            ledger.SelectMany(conflict => conflict.Events.Select(happened => (conflict, happened))),
            (file, row) => file.Write(
                row.conflict.Id, row.conflict.Account, row.conflict.Conversation, row.conflict.Link, row.conflict.Words, row.happened.At, JsonNamingPolicy.KebabCaseLower.ConvertName(row.happened.Kind.ToString()), row.happened.Name, row.happened.Text, row.happened.Value));
    }

    /// <summary>Made from the id: a name may hold what a path must not.</summary>
    private static string Folder(Account account) => $"{account.Network}-{account.Id}";

    private static void Write(ZipArchive archive, string folder, long accountId, ClientFacts facts)
    {
        Write(archive, $"{folder}/metrics.csv", "date,metric,value,dimension", facts.Points.Where(point => point.AccountId == accountId), (file, point) =>
            file.Write(point.Day, point.Metric, point.Value, point.Dimension));
        Write(
            archive,
            $"{folder}/posts.csv",
            "published_at,post_id,type,topic,paid,url,followers,reach,views,reactions,comments,shares,saves,link_clicks",
            facts.Posts.Select(history => history.Latest).Where(post => post.AccountId == accountId),
            (file, post) => file.Write(
                post.PublishedAt, post.PostId, post.Type, post.Topic, post.Paid, post.Url, post.Followers, post.Reach, post.Views, post.Reactions, post.Comments, post.Shares, post.Saves, post.LinkClicks));
        Write(
            archive,
            $"{folder}/messages.csv",
            "at,conversation,message_id,direction,kind,author,automatic",
            facts.Messages.Where(message => message.AccountId == accountId),
            (file, message) => file.Write(
                message.At, message.Conversation, message.MessageId, message.Direction == Direction.Inbound ? "in" : "out", message.Kind == MessageKind.Comment ? "comment" : "message", message.Author, message.Automatic));
        Write(archive, $"{folder}/conflicts.csv", "conversation,opened_at,resolved_at", facts.Conflicts.Where(conflict => conflict.AccountId == accountId), (file, conflict) =>
            file.Write(conflict.Conversation, conflict.OpenedAt, conflict.ResolvedAt));
        Write(archive, $"{folder}/ads.csv", "date,campaign,spend,currency,impressions,clicks,new_followers", facts.Ads.Where(ad => ad.AccountId == accountId), (file, ad) =>
            file.Write(ad.Day, ad.Campaign, CsvFile.Money(ad.SpendMicros), ad.Currency, ad.Impressions, ad.Clicks, ad.NewFollowers));
        Write(
            archive,
            $"{folder}/traffic.csv",
            "date,source,medium,campaign,channel,sessions,users,engaged_sessions,engaged_seconds,page_views,purchases,signups,call_requests,other_conversions,converting_sessions,revenue,currency",
            facts.Traffic.Where(row => row.AccountId == accountId),
            (file, row) => file.Write(
                row.Day, row.Source, row.Medium, row.Campaign, row.Channel, row.Sessions, row.Users, row.EngagedSessions, row.EngagedSeconds, row.PageViews, row.Purchases, row.Signups, row.CallRequests,
                row.OtherConversions, row.ConvertingSessions, CsvFile.Money(row.RevenueMicros), row.Currency));
    }

    private static void Write<T>(ZipArchive archive, string name, string header, IEnumerable<T> rows, Action<CsvFile, T> write)
    {
        CsvFile? file = null;
        foreach (var row in rows)
            write(file ??= new CsvFile(archive, name, header), row);
        file?.Dispose();
    }
}
