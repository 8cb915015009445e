// Writing: text, commands with their menu, and files.
import { byId, element, toast } from './dom.js';
import { get, post } from './api.js';
import { word } from './words.js';

let target = null;
let commands = [];
let chosen = 0;

// From the call on, before the chat's messages are there, what is written goes to this chat.
export async function writeTo(chat, threadId, writer) {
  const key = [chat.id, writer.id].join(':');
  const changed = target?.key !== key;
  target = { key, chatId: chat.id, threadId, userId: writer.id };
  byId('text').placeholder = chat.kind === 'customer' ? word('writes')(writer.name) : word('message');
  if (changed) byId('menu').hidden = true;
  if (!changed && commands.length > 0) return;
  const menu = await get(`/api/menu?chat=${chat.id}&user=${writer.id}`);
  if (target.key === key) commands = menu;
}

export async function send(text) {
  if (!text.trim()) return;
  try {
    await post('/api/write', { chatId: target.chatId, threadId: target.threadId, userId: target.userId, text: text.trim() });
  } catch (error) {
    toast(word('failed') + error.message);
  }
}

async function sendFile(file) {
  const form = new FormData();
  form.append('chatId', target.chatId);
  form.append('userId', target.userId);
  if (target.threadId) form.append('threadId', target.threadId);
  form.append('caption', byId('text').value.trim());
  form.append('file', file);
  try {
    await post('/api/send-file', form);
    clear();
  } catch (error) {
    toast(word('failed') + error.message);
  }
}

function clear() {
  byId('text').value = '';
  grow();
  byId('menu').hidden = true;
}

function grow() {
  const text = byId('text');
  text.style.height = 'auto';
  text.style.height = text.scrollHeight + 'px';
}

const matching = () => {
  const typed = byId('text').value;
  return typed.startsWith('/') && !typed.includes(' ') ? commands.filter(command => ('/' + command.command).startsWith(typed)) : [];
};

function showMenu(items) {
  const menu = byId('menu');
  menu.hidden = items.length === 0 && commands.length > 0;
  chosen = Math.min(chosen, Math.max(0, items.length - 1));
  menu.replaceChildren(...(commands.length === 0 ? [element('p', { text: word('noMenu') })] : items.map((command, index) =>
    element('button', { type: 'button', className: index === chosen ? 'chosen' : '', 'data-command': command.command, onclick: () => { clear(); send('/' + command.command); byId('text').focus(); } },
      element('b', { text: '/' + command.command }), element('span', { text: command.description })))));
}

function onKey(event) {
  const items = byId('menu').hidden ? [] : matching();
  if (items.length > 0 && ['ArrowDown', 'ArrowUp', 'Tab'].includes(event.key)) {
    event.preventDefault();
    if (event.key === 'Tab') {
      byId('text').value = '/' + items[chosen].command + ' ';
      byId('menu').hidden = true;
    } else {
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length;
      showMenu(items);
    }
  } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('composer').requestSubmit();
  } else if (event.key === 'Escape') {
    byId('menu').hidden = true;
  }
}

export function startComposer() {
  const text = byId('text');
  byId('composer').addEventListener('submit', event => {
    event.preventDefault();
    const written = text.value;
    clear();
    send(written);
  });
  text.addEventListener('input', () => { grow(); chosen = 0; const items = matching(); if (items.length > 0) showMenu(items); else byId('menu').hidden = true; });
  text.addEventListener('keydown', onKey);
  byId('menu-button').addEventListener('click', async () => {
    if (byId('menu').hidden) {
      commands = await get(`/api/menu?chat=${target.chatId}&user=${target.userId}`);
      chosen = -1;
      showMenu(commands);
    } else {
      byId('menu').hidden = true;
    }
  });
  byId('attach').addEventListener('click', () => byId('file').click());
  byId('file').addEventListener('change', async event => {
    if (event.target.files[0]) await sendFile(event.target.files[0]);
    event.target.value = '';
  });
  byId('start').addEventListener('click', () => send('/start'));
}
