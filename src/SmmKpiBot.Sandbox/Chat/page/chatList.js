// The list of chats, newest first, with what was said last.
import { avatar, byId, element } from './dom.js';
import { shortWhen } from './dates.js';
import { preview } from './messages.js';
import { word } from './words.js';

const seen = JSON.parse(sessionStorage.getItem('seen') ?? '{}');

export function showChats(chats, context) {
  if (context.chatId && context.isOpen) markSeen(chats.find(chat => chat.id === context.chatId));
  byId('chats').replaceChildren(...chats.map(chat => item(chat, context)));
}

// Two chats may be named after one brand; a customer's shows the customer.
export const faceOf = chat => chat.face ?? chat.title;

function markSeen(chat) {
  if (!chat) return;
  seen[chat.id] = chat.fromBot;
  sessionStorage.setItem('seen', JSON.stringify(seen));
}

function item(chat, context) {
  seen[chat.id] ??= chat.fromBot;
  const unread = Math.max(0, chat.fromBot - seen[chat.id]);
  return element('button', {
    className: 'chat-item', type: 'button', 'data-chat': chat.id, 'aria-current': chat.id === context.chatId ? 'true' : 'false', onclick: () => context.onOpen(chat.id),
  },
  avatar(faceOf(chat), chat.tint),
  element('span', { className: 'lines' },
    element('span', { className: 'line' },
      element('span', { className: 'title', text: chat.title }),
      element('span', { className: 'when', text: chat.last ? shortWhen(chat.last.date, context.now) : '' })),
    element('span', { className: 'line' },
      chat.kind === 'customer' ? element('span', { className: 'kind', text: word('customerTag') }) : null,
      element('span', { className: 'preview', text: chat.last ? lastLine(chat) : word(chat.kind === 'customer' ? 'emptyCustomerChat' : 'emptyChat') }),
      unread > 0 ? element('span', { className: 'badge', text: String(unread) }) : null)));
}

function lastLine(chat) {
  const name = chat.kind === 'private' || chat.last.from.is_bot ? '' : chat.last.from.first_name + ': ';
  return name + preview(chat.last);
}
