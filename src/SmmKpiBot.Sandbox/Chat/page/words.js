// Words of the page in both languages; the bot's own words come from the bot.
const words = {
  uk: {
    sandbox: 'Пісочниця', writingAs: 'пишу як', plusQuarter: '+15 хв', plusHour: '+1 год', plusDay: '+1 доба', toMonday: 'до пн 09:00', toNext: 'до наступного повідомлення', go: 'Перейти',
    breakThings: 'Щось зламати', start: 'ПОЧАТИ', back: 'До списку чатів', toBottom: 'До останнього', commands: 'Команди', attach: 'Надіслати файл', send: 'Надіслати',
    message: 'Повідомлення…', edited: 'змінено', general: 'Загальна', you: 'Ви', bot: 'бот', photo: 'Зображення', noMessages: 'Ще нічого не писали. Спробуйте /kpi або /help.', noTeamMessages: 'Ще нічого не писали. Спробуйте /kpi, /waiting, /alerts, /conflict або /help.',
    emptyChat: 'Ще порожньо', noMenu: 'Бот ще не задав меню команд.', botIsOut: 'Бот більше не в цьому чаті — його заблокували або вилучили.',
    moving: (here, target) => `Годинник переходить до ${target}, уже ${here}. Сторінку можна закрити.`, movingOn: here => `Годинник переходить до наступного повідомлення, уже ${here}.`, stopping: 'Зупиняється, щойно закінчить цей крок…', stop: 'Зупинити', progress: 'Скільки пройдено', stops: 'Іде сам; коли переводите — зупиняється на кожній події, а далі ніж на добу — щонайбільше раз на 15 хв.', nothingDue: 'За розкладом більше нічого немає.', offline: 'Немає зв’язку з пісочницею. Запустіть її знову, і сторінка з’єднається сама.',
    notMember: 'У цьому чаті ця людина не пише.', copied: 'Скопійовано', topicCreated: 'створено тему', joined: 'тепер у чаті', theme: 'Світла чи темна', language: 'English',
    failed: 'Не вдалося: ', today: 'сьогодні', yesterday: 'вчора', clockInput: 'Дата й час, на які перевести годинник',
    role: { owner: 'власниця', staff: 'команда', client: 'клієнт', stranger: 'стороння особа', customer: 'покупець' },
    customerChat: 'Бізнес-чат із покупцем', customerTag: 'покупець', emptyCustomerChat: 'Напишіть тут як покупець', noCustomerMessages: 'Покупець ще нічого не питав.',
    onlyListens: 'Тут пишуть покупці. Бот лише слухає; питає про оцінку, коли команда попросить.', toTeam: 'До чату команди', writeAs: name => `Писати як ${name}`, writes: name => `${name} пише…`,
    hintWrite: name => `Ви пишете як ${name}: запитайте щось і переведіть годинник на 30 хвилин уперед.`,
    hintWaits: (name, staff) => `${name} чекає. Переводьте годинник: за 24 хв робочого часу (пн–пт, 9–18) команда отримає нагадування, за 30 — сповіщення. Тоді дайте відповідь як ${staff}.`,
    hintAnswered: () => 'Відповідь є. Подивіться в чаті команди, що сталося зі сповіщенням. Наступного дня відповідь буде й у цифрах: /kpi льон 1d.',
    fault: {
      down: 'Telegram не відповідає (502)', tooMany: 'Telegram просить зачекати (429, 20 с)', lost: 'Відповіді Telegram губляться', blocked: 'Клієнтка заблокувала бота',
      noPictures: 'Сервер не вміє зображень', noTopics: 'Теми групи видалено',
    },
    networks: 'Мережі', networksOf: 'Садовий центр «Гай» · бот збирає ці акаунти сам', networksHint: 'Справжніх мереж тут немає. Зламайте якусь, переведіть годинник і подивіться в чат команди. Тоді полагодьте й переведіть ще раз.',
    allCollect: count => `Усі ${count} збираються`, someIll: (ill, count) => `${ill} з ${count} ${ill % 10 === 1 && ill % 100 !== 11 ? 'потребує' : 'потребують'} уваги`, historyShort: share => `історія ${share}`,
    history: (share, day) => `історію зібрано на ${share}, до ${day}`, historyOf: title => `Історія, ${title}`, neverRead: 'іще не читано', readAt: when => `прочитано ${when}`, nextAt: when => `далі ${when}`, nextNow: 'уже час', calls: count => `запитів: ${count.toLocaleString('uk')}`,
    since: when => `З ${when}`, notYetKnown: 'Зламано. Бот дізнається, коли читатиме: переведіть годинник.', break: 'Зламати:', breakNetwork: title => `Зламати ${title}`, reconnect: 'Під’єднати знову',
    standing: { ok: 'збирається', late: 'давно не читали', noData: 'не дає нових цифр', throttled: 'просить звертатися рідше', failing: 'не оновлюється', needsReconnecting: 'під’єднайте знову', off: 'не збирається' },
    problem: {
      transient: 'сервер не відповідає', rateLimited: 'сервер просить звертатися рідше', unauthorized: 'токен не діє', forbidden: 'бракує права це читати',
      notAllowed: 'адреса сервера не з відкритого інтернету', unexpected: 'відповідь сервера незрозуміла', misconfigured: 'справа в налаштуваннях самого бота',
    },
    networkFault: { down: 'не відповідає', tooMany: 'забагато запитів', deadToken: 'токен недійсний', nonsense: 'HTML замість цифр' },
    network: { facebook: 'Facebook', instagram: 'Instagram', 'meta-ads': 'Meta Ads', 'google-analytics': 'GA4', youtube: 'YouTube', telegram: 'Telegram' },
    members: count => `${count} ${count % 10 === 1 && count % 100 !== 11 ? 'учасник' : [2, 3, 4].includes(count % 10) && ![12, 13, 14].includes(count % 100) ? 'учасники' : 'учасників'}`,
  },
  en: {
    sandbox: 'Sandbox', writingAs: 'writing as', plusQuarter: '+15 min', plusHour: '+1 h', plusDay: '+1 day', toMonday: 'to Mon 09:00', toNext: 'to the next message', go: 'Go',
    breakThings: 'Break something', start: 'START', back: 'Back to chats', toBottom: 'To the latest', commands: 'Commands', attach: 'Send a file', send: 'Send',
    message: 'Message…', edited: 'edited', general: 'General', you: 'You', bot: 'bot', photo: 'Picture', noMessages: 'Nothing here yet. Try /kpi or /help.', noTeamMessages: 'Nothing here yet. Try /kpi, /waiting, /alerts, /conflict or /help.',
    emptyChat: 'Empty yet', noMenu: 'The bot has set no command menu yet.', botIsOut: 'The bot is not in this chat any more: it was blocked or removed.',
    moving: (here, target) => `The clock is moving to ${target} and has come to ${here}. You may close the page.`, movingOn: here => `The clock is moving to the next message and has come to ${here}.`, stopping: 'Stops when this step is done…', stop: 'Stop', progress: 'How far it has come', stops: 'It runs by itself; moved ahead, it stops at every event, and farther than a day at every quarter of an hour at most.', nothingDue: 'Nothing else is scheduled.', offline: 'The sandbox does not answer. Start it again and the page reconnects by itself.',
    notMember: 'This person does not write in this chat.', copied: 'Copied', topicCreated: 'created the topic', joined: 'is in the chat now', theme: 'Light or dark', language: 'Українською',
    failed: 'Did not work: ', today: 'today', yesterday: 'yesterday', clockInput: 'Date and time to move the clock to',
    role: { owner: 'owner', staff: 'staff', client: 'client', stranger: 'stranger', customer: 'customer' },
    customerChat: 'Business chat with a customer', customerTag: 'customer', emptyCustomerChat: 'Write here as a customer', noCustomerMessages: 'The customer has asked nothing yet.',
    onlyListens: 'Customers write here. The bot only listens; it asks for a rating when the team tells it to.', toTeam: 'To the team’s chat', writeAs: name => `Write as ${name}`, writes: name => `${name} writes…`,
    hintWrite: name => `You write as ${name}: ask something and move the clock 30 minutes ahead.`,
    hintWaits: (name, staff) => `${name} is waiting. Move the clock: after 24 minutes of working time (Mon–Fri, 9–18) the team is reminded, after 30 alerted. Then answer as ${staff}.`,
    hintAnswered: () => 'Answered. See in the team’s chat what became of the alert. The day after, the answer is in the figures too: /kpi льон 1d.',
    fault: {
      down: 'Telegram is down (502)', tooMany: 'Telegram asks to wait (429, 20 s)', lost: 'Telegram’s answers get lost', blocked: 'A client blocked the bot',
      noPictures: 'The server knows no pictures', noTopics: 'The group’s topics were deleted',
    },
    networks: 'Networks', networksOf: 'Garden centre «Гай» · the bot collects these accounts by itself', networksHint: 'No real network is called here. Break one, move the clock and look at the team’s chat. Then mend it and move the clock again.',
    allCollect: count => `All ${count} are collected`, someIll: (ill, count) => `${ill} of ${count} ${ill === 1 ? 'needs' : 'need'} attention`, historyShort: share => `history ${share}`,
    history: (share, day) => `${share} of the history is there, back to ${day}`, historyOf: title => `History, ${title}`, neverRead: 'not read yet', readAt: when => `read ${when}`, nextAt: when => `next ${when}`, nextNow: 'due now', calls: count => `calls: ${count.toLocaleString('en')}`,
    since: when => `Since ${when}`, notYetKnown: 'Broken. The bot will find out when it reads: move the clock.', break: 'Break:', breakNetwork: title => `Break ${title}`, reconnect: 'Connect again',
    standing: { ok: 'is collected', late: 'is overdue', noData: 'has given no new figures', throttled: 'asks for fewer calls', failing: 'has not been read', needsReconnecting: 'connect again', off: 'is not collected' },
    problem: {
      transient: 'the server does not answer', rateLimited: 'the server asks for fewer calls', unauthorized: 'the token is refused', forbidden: 'the right to read this is missing',
      notAllowed: 'the server’s address is not one of the open Internet', unexpected: 'the server’s answer is not understood', misconfigured: 'the bot’s own settings are wrong',
    },
    networkFault: { down: 'does not answer', tooMany: 'too many calls', deadToken: 'token not valid', nonsense: 'HTML for figures' },
    network: { facebook: 'Facebook', instagram: 'Instagram', 'meta-ads': 'Meta Ads', 'google-analytics': 'GA4', youtube: 'YouTube', telegram: 'Telegram' },
    members: count => `${count} member${count === 1 ? '' : 's'}`,
  },
};

let language = localStorage.getItem('language') ?? (navigator.language.startsWith('uk') ? 'uk' : 'en');

export const currentLanguage = () => language;
export const word = name => words[language][name];

export function switchLanguage() {
  language = language === 'uk' ? 'en' : 'uk';
  localStorage.setItem('language', language);
}

export function translatePage() {
  document.documentElement.lang = language;
  document.title = 'SmmKpiBot · ' + word('sandbox').toLowerCase();
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', word(element.dataset.label));
    element.title = word(element.dataset.label);
  }
}
