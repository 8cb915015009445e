using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>The ways to give access to a network: says what to do before, and begins the chosen one.</summary>
internal sealed class ConnectWays(SourceBook sources, ConsentDoor door, AwaitedTexts texts)
{
    private readonly SourceBook _sources = sources;
    private readonly ConsentDoor _door = door;
    private readonly AwaitedTexts _texts = texts;

    /// <summary>All ways with what has to be done before, and a button for each that can be gone.</summary>
    public void Show(Turn turn, Client client, ConnectTarget target)
    {
        if (Source(turn, target) is not { } source)
            return;
        var html = new TelegramHtml().Bold(NetworkNames.Network(target.Network)).Text(turn.Say(new Words(" · як дати доступ", " · how to give access")));
        var keyboard = turn.NewKeyboard();
        for (var at = 0; at < source.Ways.Count; at++)
        {
            var way = source.Ways[at];
            var obstacle = way is BrowserConsent ? _door.ObstacleOf(target.Network) : null;
            html.Line().Line().Bold(TitleOf(way).In(turn.Language)).Line().Text(new Words(way.HowToUk.Trim(), way.HowTo.Trim()).In(turn.Language));
            if (obstacle is { } missing)
                html.Line().Italic(turn.Say(MissingOf(missing, target.Network)));
            else
                keyboard.Row().Change(ButtonOf(way).In(turn.Language), ActionOf(way), client.Id, (target with { Way = at }).ToString(), turn.From.UserId);
        }

        turn.Edit(html, ConnectKeys.Back(keyboard, turn, client));
    }

    /// <summary>Sends the link to the page of consent.</summary>
    public async Task SendLinkAsync(Turn turn, Client client, ConnectTarget target, CancellationToken cancellationToken)
    {
        if (Source(turn, target) is null)
            return;
        if (_door.ObstacleOf(target.Network) is { } missing)
        {
            turn.Reply(MissingOf(missing, target.Network));
            return;
        }

        var request = target.RequestOf(turn, client);
        var link = await _door.OpenAsync(request, cancellationToken);
        var keyboard = turn.NewKeyboard().Link(turn.Say(new Words($"Відкрити {NetworkNames.Network(target.Network)}", $"Open {NetworkNames.Network(target.Network)}")), link.AbsoluteUri);
        turn.Reply(
            new Words(
                "Відкрийте сторінку згоди. Посилання діє 10 хв і один раз; нікому його не пересилайте. Далі я напишу сюди.",
                "Open the page of consent. The link works for 10 minutes and once; do not pass it on. I go on here afterwards."),
            ConnectKeys.Cancel(keyboard, client.Id, turn.From.UserId, turn.Language));
    }

    /// <summary>Asks for a secret; the next message or small file is taken for it.</summary>
    public void AskSecret(Turn turn, Client client, ConnectTarget target)
    {
        if (Source(turn, target) is not { } source || source.Ways.ElementAtOrDefault(target.Way) is not PastedSecret)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        _texts.Ask(turn, SecretTaker.Name, client.Id, target.ToString());
        turn.Reply(
            new Words(
                "Надішліть токен або файл ключа наступним повідомленням. Я одразу видалю його з чату, збережу зашифрованим і нікому не покажу. Чекаю 10 хв.",
                "Send the token or the key file as your next message. I delete it from the chat at once, keep it encrypted and show it to nobody. I wait for 10 minutes."),
            ConnectKeys.Cancel(turn, client));
    }

    /// <summary>Asks for the name of a place that the bot reads with its own access; the next message is taken for it.</summary>
    public void AskName(Turn turn, Client client, ConnectTarget target)
    {
        if (Source(turn, target) is not { } source || source.Ways.ElementAtOrDefault(target.Way) is not OwnAccess way)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        _texts.Ask(turn, NameTaker.Name, client.Id, target.ToString());
        turn.Reply(new Words(way.AsksUk, way.Asks), ConnectKeys.Cancel(turn, client));
    }

    private ISource? Source(Turn turn, ConnectTarget target)
    {
        var source = _sources.Find(target.Network);
        if (source is { IsOn: true })
            return source;
        turn.Reply(new Words(
            $"{NetworkNames.Network(target.Network)} вимкнено: додайте розділ цієї мережі в Networks у налаштуваннях бота.",
            $"{NetworkNames.Network(target.Network)} is off: add its section under Networks to the bot’s settings."));
        return null;
    }

    private static Words TitleOf(AccessWay way) => way switch
    {
        BrowserConsent => new("У браузері", "In the browser"),
        OwnAccess => new("Без токена", "Without a token"),
        _ => new("Надіслати токен або файл ключа", "Send a token or a key file"),
    };

    private static Words ButtonOf(AccessWay way) => way is OwnAccess ? new("Назвати канал", "Name the channel") : TitleOf(way);

    private static string ActionOf(AccessWay way) => way switch
    {
        BrowserConsent => ConnectBrowserAction.Name,
        OwnAccess => NameTaker.Name,
        _ => ConnectSecretAction.Name,
    };

    private static Words MissingOf(ConsentObstacle obstacle, string network) => obstacle == ConsentObstacle.NoSuchWay
        ? new("Ця мережа не питає згоди в браузері.", "This network asks for no consent in the browser.")
        : new(
            $"Поки що недоступно: у налаштуваннях бота немає {ConsentDoor.RemedyOf(obstacle, network).Uk}.",
            $"Not available yet: {ConsentDoor.RemedyOf(obstacle, network).En} is missing in the bot’s settings.");
}
