using System.Text;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Benchmarks.Delivery;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>
/// The child process that does the least of what the promise asks: prepared statements of one bare table with synchronous=FULL and bare posts, no rule, no plan, no
/// text. Each alert is a row before it is told, each message is marked before it goes on the wire and after, and the marks of those that ended share the
/// commit of those that begin, as the bot's do.
/// </summary>
internal sealed class FanoutFloor : IDisposable
{
    public const string Verb = "fanout-floor";

    private const int OnTheWire = 64;

    private readonly SqliteConnection _connection;
    private readonly HttpClient _http = new();
    private readonly Uri _address;

    private FanoutFloor(string connectionString, string baseUrl)
    {
        _connection = new SqliteConnection(connectionString + ";Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("CREATE TABLE told (chat integer PRIMARY KEY, text text NOT NULL, state integer NOT NULL)");
        _address = new Uri($"{baseUrl}/bot{DeliveryStore.Token}/sendMessage");
    }

    /// <param name="warm">So many are told of before it is ready, in chats of their own.</param>
    public static async Task RunAsync(string connectionString, string baseUrl, int alerts, int warm)
    {
        using var floor = new FanoutFloor(connectionString, baseUrl);
        await floor.TellAsync(alerts + 1, warm);
        do
        {
            Console.WriteLine(FanoutBot.Ready);
        }
        while (Console.ReadLine() is FanoutBot.Fire && await floor.TellAsync(1, alerts));
    }

    public void Dispose()
    {
        _http.Dispose();
        _connection.Dispose();
    }

    private async Task<bool> TellAsync(int first, int count)
    {
        var chats = Enumerable.Range(first, count).ToList();
        using var insert = Prepare("INSERT INTO told (chat, text, state) VALUES (@chat, 'Client ' || @chat || ' · Views: at most 100 in a day: 50, the threshold is 100', 0)");
        using var begin = Prepare("UPDATE told SET state = 1 WHERE chat = @chat");
        using var end = Prepare("UPDATE told SET state = 2 WHERE chat = @chat");
        Commit((insert, chats));
        int[] before = [];
        foreach (var batch in chats.Chunk(OnTheWire))
        {
            Commit((end, before), (begin, batch));
            await Task.WhenAll(batch.Select(PostAsync));
            before = batch;
        }

        Commit((end, before));
        return true;
    }

    private async Task PostAsync(int chat)
    {
        using var body = new StringContent(
            $$"""{"chat_id":{{chat}},"text":"Client {{chat}} · Views: at most 100 in a day: 50, the threshold is 100","parse_mode":"HTML"}""", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(_address, body);
        await answer.Content.ReadAsByteArrayAsync();
    }

    private void Commit(params (SqliteCommand Command, IReadOnlyCollection<int> Chats)[] works)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var (command, chats) in works)
        {
            command.Transaction = transaction;
            foreach (var chat in chats)
            {
                command.Parameters[0].Value = chat;
                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("@chat", SqliteType.Integer);
        command.Prepare();
        return command;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
