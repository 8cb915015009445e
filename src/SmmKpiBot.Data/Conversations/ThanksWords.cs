using System.Collections.Frozen;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Words of thanks per language of the customers. "Yes", "please", "waiting", "in advance" and numbers stand in no list: they follow an offer or announce a
/// question. Nor does a bare "not": it says that something is missing, but for where it declines an offer. Written without apostrophes, with е for ё.
/// </summary>
internal static class ThanksWords
{
    private const string Ukrainian = """
        дякую дяка дякі дяки дякс дякуєм дякуємо вдячна вдячний вдячні спасибі спасиб спасибочки спс сенк сенкс сенкью пасіб пасіба подяка
        """;

    private const string AroundUkrainian = """
        дуже вам тобі вас за і й та щиро красно велике величезне безмежно сердечно ще раз окремо ок окей окейно окі добре гаразд зрозуміло зрозуміла зрозумів ясно супер
        чудово клас класно класні круто файно все вже отримала отримав отримали побачила побачив знайшла знайшов відповідь відповіді швидку швидка оперативну оперативність
        допомогу поміч пораду поради інформацію інформація інфо інфу консультацію уточнення розяснення пояснення підтримку розуміння турботу увагу терпіння роботу сервіс
        навзаєм взаємно гарного гарний чудового хорошого вдалого дня день вечора вечір вихідних вечорочка бувайте будьте здорові на всього найкращого
        дівчата хлопці друзі команді команда ви найкращі молодці просто мені
        """;

    private const string English = """
        thanks thank thankyou thx thnx thanx thanku tnx ty tysm tyvm tx cheers appreciated appreciate grateful
        """;

    private const string AroundEnglish = """
        you u so very much a lot lots million again for the your ur help helping reply replying response responding answer answering info information quick fast prompt
        ok okay k great perfect awesome cool nice got it this that thats all clear understood guys team everyone wonderful amazing brilliant lovely excellent have good
        day evening weekend night bye goodbye many kind kindly really im i we be support service explaining clarifying clarification advice and to both
        """;

    private const string Russian = """
        спасибо спасибочки спасиб спсб спасибки благодарю благодарна благодарен благодарны благодарим пасиб пасиба
        """;

    private const string AroundRussian = """
        большое огромное очень вам тебе вас за и еще раз хорошо понятно поняла понял ясно отлично прекрасно здорово получила получил увидела увидел нашла нашел ответ ответы
        быстрый оперативный оперативность помощь совет информацию информация консультацию пояснение разъяснение поддержку внимание заботу хорошего вечера выходных
        взаимно всего доброго девочки ребята вы лучшие уже все
        """;

    private const string Polish = "dziękuję dziekuje dziękujemy dzięki dzieki dzięks dzięx";

    private const string AroundPolish = "bardzo serdecznie pięknie wielkie za i odpowiedź pomoc informację informacje ok dobra jasne super wszystko miłego dnia wieczoru";

    private const string Decline = "ні нет";

    private const string DeclineInTwo = """
        не треба, не потрібно, не потрібен, не потрібна, не потрібні, не варто, не надо, не нужно, не нужен, не нужна, не нужны, не стоит,
        no problem, no problems, no worries, no need, no thanks, no thank, no thankyou, no thx, no ty
        """;

    private const string LookAt = """
        дивись дивися глянь подивись подивися глянь-но заціни оце ось смотри посмотри гляди look see check this lol omg zobacz patrz ти ты you ми мы us це
        """;

    public static IReadOnlySet<string> Thanks { get; } = All(Ukrainian, English, Russian, Polish);

    /// <summary>What may stand beside thanks without asking for anything.</summary>
    public static IReadOnlySet<string> Around { get; } = All(AroundUkrainian, AroundEnglish, AroundRussian, AroundPolish);

    /// <summary>What declines an offer where it stands first, or right after thanks: "дякую, ще ні" answers that something has not come.</summary>
    public static IReadOnlySet<string> Declining { get; } = All(Decline);

    /// <summary>Two words that decline an offer, or say that all is well.</summary>
    public static IReadOnlySet<string> DecliningInTwo { get; } = DeclineInTwo.Split(',', StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What people write beside the name of a friend.</summary>
    public static IReadOnlySet<string> Look { get; } = All(LookAt);

    private static FrozenSet<string> All(params string[] lists) =>
        lists.SelectMany(list => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
}
