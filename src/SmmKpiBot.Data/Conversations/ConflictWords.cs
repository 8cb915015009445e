namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Words of customers who quarrel, per language they write in, often two at once. A star stands for any ending. Words that a calm question has too
/// ("refund policy", "is delivery late?") stand only beside others. Written without apostrophes, with е for ё.
/// </summary>
internal static class ConflictWords
{
    private const string Ukrainian = """
        скарг*; скарж*; обман*; обдур*; ошук*; шахра*; аферист*; кидалов*; кинули на гроші; розвели на гроші; розвод; поверніть гроші; поверніть кошти;
        поверніть мені гроші; поверніть мої гроші; верніть гроші; верніть мої гроші; хочу повернути гроші; вимагаю; де мої гроші; де моє замовлення; де моя посилка;
        так і не прийшл*; досі не прийшл*; досі не отримал*; так і не отримал*; замовлення не прийшло; посилка не прийшла; прийшло не те; прислали не те; надіслали не те;
        жахлив*; просто жах; ганьб*; хамств*; хамите; хамить; нахаб*; неадекват*; обурен*; безвідповідальн*; неповаг*; знущає*; відстій; гівно; лайно;
        брак; бракован*; зіпсован*; зламан*; розбит*; прострочен*; тухл*; отруїл*; отруєн*; подам до суду; подам в суд; звернуся до суду; прокуратур*; держпродспожив*;
        захист прав споживачів; захисту прав споживачів; до поліції; в поліцію; ігнор*; ніхто не відповідає; не відповідаєте; скільки можна; розчарован*; незадоволен*;
        більше ніколи; ніколи більше; не раджу; не рекомендую; найгірш*; негативний відгук
        """;

    private const string English = """
        complain*; scam*; fraud*; ripoff; rip off; ripped off; money back; a refund; my refund; full refund; where is my order; wheres my order; where is my money;
        never received; never arrived; never came; not received; havent received; still waiting for my; hasnt arrived; didnt arrive; wrong order; wrong item; missing item;
        terrible; horrible; awful; disgusting; unacceptable; worst; ridiculous; outrageous; pathetic; appalling; shame on; rude; lied; liar*; cheated; misled; misleading;
        broken; damaged; defective; faulty; expired; food poisoning; lawyer; sue you; to court; legal action; chargeback; report you; consumer protection; ignored;
        ignoring me; no one answers; nobody answers; nobody replies; no one replies; never again; disappointed; disappointing; dissatisfied; bad review; wouldnt recommend; dont recommend;
        do not recommend; fed up
        """;

    private const string Russian = """
        жалоб*; жалую*; пожалую*; мошенн*; аферист*; верните деньги; верните мои деньги; верните мне деньги; вернуть деньги; возврат денег; требую; где мои деньги; где мой заказ;
        где заказ; где моя посылка; так и не пришл*; до сих пор не; так и не получил*; прислали не то; пришло не то; ужасн*; кошмар*; отвратительн*; безобрази*; позор*;
        хамят; хамите; наглост*; издевае*; развели; бракованн*; испорчен*; сломан*; просроченн*; отравил*; подам в суд; защиту прав потребителей; в полицию; никто не отвечает; не отвечаете;
        сколько можно; скока можна; недовол*; больше никогда; никогда больше; не советую; не рекомендую; худш*; вєрніть гроші; верніть деньги; обдурил*
        """;

    private const string Faces = "😡; 🤬; 🤮";

    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { Ukrainian, English, Russian, Faces }
            .SelectMany(list => list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(term => string.Join(' ', term.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct(),
    ];
}
