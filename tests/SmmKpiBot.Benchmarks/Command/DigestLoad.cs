using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>The weekly digest to 1,000 chats, made and enqueued as the schedule does it: picture, caption and six buttons, a transaction for each chat.</summary>
internal sealed class DigestLoad(IServiceProvider services)
{
    private readonly FinishedDigests _finished = services.GetRequiredService<FinishedDigests>();
    private readonly ClientStore _clients = services.GetRequiredService<ClientStore>();
    private readonly Database _database = services.GetRequiredService<Database>();
    private readonly ButtonStore _buttons = services.GetRequiredService<ButtonStore>();
    private readonly Outbox _outbox = services.GetRequiredService<Outbox>();

    /// <summary>Ends when all are enqueued; sending goes on.</summary>
    public async Task EnqueueAsync(CancellationToken cancellationToken)
    {
        var clients = await _clients.ListAsync(cancellationToken);
        for (var reader = 0; reader < People.Readers; reader++)
        {
            await EnqueueAsync(People.FirstReader + reader, clients[reader % clients.Count], cancellationToken);
        }
    }

    public async Task SentAsync(CancellationToken cancellationToken)
    {
        while (await DepthAsync(cancellationToken) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<long> DepthAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await OutboxStore.DepthAsync(connection, null, cancellationToken);
    }

    private async Task EnqueueAsync(long chatId, Client client, CancellationToken cancellationToken)
    {
        var period = PeriodRef.Now("week", client, TimeProvider.System);
        var digest = await _finished.GetAsync(new DigestQuestion(client, period, Reader.Client, Language.Uk) { WithLongerPeriods = true }, cancellationToken);
        var keyboard = DigestKeyboard.For(chatId, client.Id, period, Language.Uk);
        var content = new PhotoContent(digest.Picture, digest.Caption) { Buttons = keyboard.Rows };
        var message = new OutboxMessage { ChatId = chatId, Kind = OutboxKind.Digest, Content = content, ClientId = client.Id };
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
                await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            },
            cancellationToken);
        _outbox.Wake();
    }
}
