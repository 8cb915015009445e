using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Private messages, conversation by conversation, the last active first. The cursor holds when the reading began and how far down it got: whoever writes
/// meanwhile moves up, and is read again after a break.
/// </summary>
internal static class MetaInbox
{
    private const int ConversationsAtOnce = 20;
    private const int MessagesAtOnce = 25;
    private const string MessageFields = "id,created_time,from,to,message";
    private const string Link = ",link";

    /// <summary>Meta's word for the messages of pages. Of these conversations it gives the place in the page's inbox.</summary>
    public const string Messenger = "messenger";

    /// <param name="reading">With the page's token.</param>
    /// <param name="words">Of the network.</param>
    /// <param name="pageId">Whose conversations they are: for Instagram the page that the account is linked to.</param>
    /// <param name="ownIds">Who writes for the brand.</param>
    /// <param name="platform">Meta's word for the network.</param>
    /// <param name="mayGoOn">Whether messages before the newest can be asked for.</param>
    public static async IAsyncEnumerable<SourcePage> ReadAsync(
        GraphReading reading, MetaWords words, string pageId, IReadOnlyCollection<string> ownIds, string platform, bool mayGoOn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = BegunAt(reading);
        var (before, reached) = (new TimeCursor(BehindBegun(reading)), new TimeCursor(BehindBegun(reading)));
        var fields = FormattableString.Invariant($"id,updated_time,participants,messages.limit({MessagesAtOnce}){{{MessageFields}}}");
        var query = GraphQuery.None.With("platform", platform).With("fields", fields + (platform == Messenger ? Link : ""));
        var hidden = 0;
        var isOver = false;
        await foreach (var batch in reading.Client.PagesAsync(reading.Access, pageId + "/conversations", query, ConversationsAtOnce, WithoutLink, cancellationToken))
        {
            var records = new RecordReader(GraphJson.Options);
            var messages = new List<LiveMessage>();
            var conversations = batch.Select(one => records.Read<MetaConversation>(one, "conversation")).OfType<MetaConversation>().ToList();
            isOver = conversations.Count > 0 && conversations.TrueForAll(conversation => conversation.UpdatedTime < reading.Since);
            foreach (var conversation in conversations.Where(conversation => conversation.UpdatedTime >= reading.Since))
            {
                // Whoever wrote after the reading had begun has moved up since, and is read again.
                if (conversation.UpdatedTime < begun && before.Has(conversation.Id, conversation.UpdatedTime))
                    continue;
                reached.Take(conversation.Id, conversation.UpdatedTime);
                var (found, unknown) = await OfAsync(reading, words, conversation, ownIds, mayGoOn, records, cancellationToken);
                messages.AddRange(found);
                hidden += unknown;
            }

            yield return reading.Page(records, FormattableString.Invariant($"{begun.ToUnixTimeSeconds()};{reached}")) with { Messages = messages };
            if (isOver)
                break;
        }

        yield return new SourcePage
        {
            Told = [reading.Told(FactKind.Messages, reading.Asked.From, reading.Asked.To)],
            Remarks = hidden == 0 ? [] : [Hidden(hidden)],
        };

        // Which tokens may ask for the place in the inbox is not documented: the messages count without it too.
        GraphQuery? WithoutLink(GraphError error, GraphQuery asked) => error.Problem == GraphProblem.Refused && asked.Values["fields"] != fields ? asked.With("fields", fields) : null;
    }

    private static SourceWords Hidden(int count) => new(
        FormattableString.Invariant($"Meta показує авторів лише 20 найновіших повідомлень розмови; про старіші ({count}) невідомо, хто їх написав. Вебхук каже все."),
        FormattableString.Invariant($"Meta shows who wrote the 20 newest messages of a conversation only; of {count} older ones it is not known. A webhook tells all of them."));

    private static DateTimeOffset BegunAt(GraphReading reading) =>
        reading.Asked.Cursor?.Split(';') is [var begun, _] ? GraphTime.OfUnix(long.Parse(begun, CultureInfo.InvariantCulture)) : reading.Now;

    private static string? BehindBegun(GraphReading reading) => reading.Asked.Cursor?.Split(';') is [_, var behind] ? behind : null;

    private static async Task<(List<LiveMessage> Found, int Hidden)> OfAsync(
        GraphReading reading, MetaWords words, MetaConversation conversation, IReadOnlyCollection<string> ownIds, bool mayGoOn, RecordReader records, CancellationToken cancellationToken)
    {
        var customer = conversation.Participants?.Data.FirstOrDefault(person => !ownIds.Contains(person.Id))?.Id;
        var found = new List<LiveMessage>();
        var hidden = 0;
        if (Take(conversation.Messages?.Data ?? []) || !mayGoOn || conversation.Messages?.Paging?.Next is not { } next)
            return (found, hidden);
        var query = GraphQuery.Fields(MessageFields).Following(next);
        await foreach (var more in reading.Client.FurtherAsync(reading.Access, conversation.Id + "/messages", query, MessagesAtOnce, cancellationToken))
        {
            if (Take(more))
                break;
        }

        return (found, hidden);

        // True when what follows is older than what is asked for.
        bool Take(IReadOnlyList<JsonElement> messages)
        {
            var read = messages.Select(message => records.Read<MetaMessage>(message, "message")).OfType<MetaMessage>().ToList();
            foreach (var message in read.Where(message => message.CreatedTime >= reading.Since && message.CreatedTime < reading.Until))
            {
                if (message.From is not { } from)
                {
                    hidden++;
                    continue;
                }

                var isOurs = ownIds.Contains(from.Id);
                var person = isOurs ? customer ?? (message.To?.Data is [var to, ..] ? to.Id : null) : from.Id;
                if (person is not null)
                    found.Add(words.Letter(person, message.Id, message.CreatedTime, isOurs, message.Message, conversation.Address));
            }

            return read.Count > 0 && read.TrueForAll(message => message.CreatedTime < reading.Since);
        }
    }
}
