// Puts the page together: what is open, who writes, and what the sandbox tells.
import { avatar, byId, element, toast } from './dom.js';
import { get, listen } from './api.js';
import { currentLanguage, switchLanguage, translatePage, word } from './words.js';
import { markBottom, showMessages } from './messages.js';
import { now, showClock, showFaults, showOffline, startClock } from './clock.js';
import { send, startComposer, writeTo } from './composer.js';
import { faceOf, showChats } from './chatList.js';
import { showHint } from './hint.js';
import { showNetworks, startNetworks } from './networks.js';

const open = { chatId: Number(sessionStorage.getItem('chat')) || null, threadId: null, writerId: Number(sessionStorage.getItem('writer')) || null, networks: false };
let state = null;

async function refresh() {
  state = await get('/api/state');
  open.chatId = state.chats.some(chat => chat.id === open.chatId) ? open.chatId : state.chats[0].id;
  if (!currentChat().members.includes(open.writerId)) open.writerId = currentChat().members[0];
  showClock(state.clock);
  showFaults(state.faults);
  showWriters();
  showList();
  await Promise.all([showChat(), showNetworks()]);
}

const currentChat = () => state.chats.find(chat => chat.id === open.chatId);
const currentWriter = () => state.people.find(person => person.id === open.writerId);

function showList() {
  byId('networks-item').setAttribute('aria-current', String(open.networks));
  showChats(state.chats, { chatId: open.networks ? null : open.chatId, isOpen: isChatVisible(), now: now(), onOpen: openChat });
}

const isChatVisible = () => document.body.dataset.view === 'chat' || matchMedia('(min-width: 721px)').matches;

function showWriters() {
  byId('writer').replaceChildren(...state.people.map(person =>
    element('option', { value: person.id, selected: person.id === open.writerId, text: `${person.name} · ${word('role')[person.role]}` })));
}

async function showChat() {
  byId('networks').hidden = !open.networks;
  document.querySelector('.chat').toggleAttribute('data-networks', open.networks);
  if (open.networks) return showNetworksHead();
  const chat = currentChat();
  const topics = chat.topics;
  if (open.threadId !== null && !topics.some(topic => topic.id === open.threadId)) open.threadId = null;
  showHead(chat);
  showTopics(chat, topics);
  byId('composer').classList.toggle('plain', chat.kind === 'customer');
  byId('composer').hidden = chat.botIsOut || !chat.started;
  byId('start').hidden = chat.started || chat.botIsOut;
  byId('closed').hidden = !chat.botIsOut;
  byId('closed').textContent = word('botIsOut');
  const key = [chat.id, open.threadId].join(':');
  const menu = writeTo(chat, open.threadId, currentWriter());
  const messages = await get(`/api/messages?chat=${chat.id}${chat.isForum ? `&thread=${open.threadId ?? 0}` : ''}`);
  if (key !== [open.chatId, open.threadId].join(':')) return;
  showMessages(messages, { key, chatId: chat.id, now: now(), writer: currentWriter(), isGroup: chat.kind !== 'private', empty: word(chat.kind === 'customer' ? 'noCustomerMessages' : chat.id === state.teamChat ? 'noTeamMessages' : 'noMessages'), language: currentLanguage(), onCommand: send });
  showHint(chat, messages, { people: state.people, writerId: open.writerId, onWriter: switchWriter, onTeam: () => openChat(state.teamChat) });
  await menu;
}

function showHead(chat) {
  const picture = avatar(faceOf(chat), chat.tint, true);
  picture.id = 'chat-avatar';
  byId('chat-avatar').replaceWith(picture);
  byId('chat-title').textContent = chat.title;
  const names = chat.members.map(id => state.people.find(person => person.id === id)?.name);
  byId('chat-members').textContent = chat.kind === 'customer' ? word('customerChat') + ': ' + names.join(', ') : chat.kind === 'private'
    ? `${state.people.find(person => person.id === chat.id)?.name ?? ''} · ${word('bot')}`
    : `${word('members')(chat.members.length)}, ${word('bot')}: ` + names.join(', ');
}

function showNetworksHead() {
  byId('chat-title').textContent = word('networks');
  byId('chat-members').textContent = word('networksOf');
}

function showTopics(chat, topics) {
  byId('topics').hidden = !chat.isForum;
  const all = [{ id: null, name: word('general') }, ...topics];
  byId('topics').replaceChildren(...all.map(topic => element('button', {
    type: 'button', role: 'tab', 'aria-selected': String(topic.id === open.threadId), text: topic.name, onclick: () => { open.threadId = topic.id; showChat(); },
  })));
}

function openNetworks() {
  open.networks = true;
  document.body.dataset.view = 'chat';
  showList();
  showChat();
}

function openChat(id) {
  open.networks = false;
  open.chatId = id;
  open.threadId = null;
  if (!currentChat().members.includes(open.writerId)) open.writerId = currentChat().members[0];
  document.body.dataset.view = 'chat';
  remember();
  showWriters();
  showList();
  showChat();
}

function switchWriter(id) {
  open.networks = false;
  open.writerId = id;
  const current = currentChat();
  if (!current.members.includes(id) || current.kind === 'private') open.chatId = (state.chats.find(chat => chat.id === id) ?? current).id;
  open.threadId = open.chatId === current.id ? open.threadId : null;
  remember();
  showWriters();
  showList();
  showChat();
}

function remember() {
  sessionStorage.setItem('chat', open.chatId);
  sessionStorage.setItem('writer', open.writerId);
}

// Events come in bursts; one refresh at a time, and one more if something came meanwhile.
let running = false;
let again = false;
async function schedule() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      await refresh();
    } while (again);
  } catch (error) {
    showOffline();
  } finally {
    running = false;
  }
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = theme === 'dark' ? '☀' : '☾';
  byId('theme').title = word('theme');
  byId('theme').setAttribute('aria-label', word('theme'));
}

function startHead() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => applyTheme(theme()));
  applyTheme(theme());
  byId('theme').addEventListener('click', () => {
    localStorage.setItem('theme', theme() === 'dark' ? 'light' : 'dark');
    applyTheme(theme());
  });
  showLanguageButton();
  byId('language').addEventListener('click', () => {
    switchLanguage();
    translatePage();
    showLanguageButton();
    applyTheme(theme());
    schedule();
  });
}

function showLanguageButton() {
  byId('language').textContent = currentLanguage() === 'uk' ? 'EN' : 'УКР';
  byId('language').title = word('language');
  byId('language').setAttribute('aria-label', word('language'));
}

translatePage();
startHead();
startClock();
startComposer();
startNetworks();
byId('writer').addEventListener('change', event => switchWriter(Number(event.target.value)));
byId('networks-item').addEventListener('click', openNetworks);
byId('networks-team').addEventListener('click', () => openChat(state.teamChat));
byId('back').addEventListener('click', () => { document.body.dataset.view = 'list'; showList(); });
byId('messages').addEventListener('scroll', markBottom);
byId('to-bottom').addEventListener('click', () => byId('messages').scrollTo({ top: byId('messages').scrollHeight, behavior: 'smooth' }));
byId('viewer').addEventListener('click', () => byId('viewer').close());
window.addEventListener('unhandledrejection', event => toast(word('failed') + event.reason?.message));
listen(schedule, isOnline => isOnline ? schedule() : showOffline());
