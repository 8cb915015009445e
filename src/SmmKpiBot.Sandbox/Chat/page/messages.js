// The bubbles of one chat. Nodes are kept by message and version, so that an edit replaces only its own bubble.
import { byId, element, tintOf, toast } from './dom.js';
import { dayKey, dayTitle, time } from './dates.js';
import { formatted, safe } from './entities.js';
import { post } from './api.js';
import { word } from './words.js';

let shown = { key: '', nodes: new Map(), isHidden: true, last: null };

export function showMessages(messages, context) {
  const list = byId('messages');
  const isNew = context.key !== shown.key;
  const last = messages.at(-1);
  const hasWritten = last && last.message_id !== shown.last && last.from.id === context.writer.id;

  // What was drawn while a phone showed the list of chats could not be scrolled.
  const atBottom = isNew || shown.isHidden || hasWritten || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const before = isNew ? new Map() : shown.nodes;
  const nodes = new Map();
  const children = [];
  let previous = null;
  for (const message of messages) {
    if (!previous || dayKey(previous.date) !== dayKey(message.date)) {
      children.push(element('p', { className: 'day', text: dayTitle(message.date, context.now) }));
      previous = null;
    }
    const near = previous && previous.from.id === message.from.id && message.date - previous.date < 300 && !previous.service;
    const id = [message.message_id, message.version, near, context.writer.id, context.language].join(':');
    const node = before.get(id) ?? bubbleOf(message, near, context);
    if (!before.has(id) && !isNew) node.classList.add('fresh');
    nodes.set(id, node);
    children.push(node);
    previous = message;
  }
  if (messages.length === 0) children.push(element('p', { className: 'empty', text: context.empty }));
  list.replaceChildren(...children);
  list.dataset.of = context.chatId;
  shown = { key: context.key, nodes, isHidden: list.clientHeight === 0, last: last?.message_id ?? null };
  if (atBottom) scrollDown(list);
  markBottom();
}

function scrollDown(list) {
  list.scrollTop = list.scrollHeight;
  for (const image of list.querySelectorAll('img')) {
    if (!image.complete) image.addEventListener('load', () => { list.scrollTop = list.scrollHeight; }, { once: true });
  }
}

export function markBottom() {
  const list = byId('messages');
  byId('to-bottom').hidden = list.scrollHeight - list.scrollTop - list.clientHeight < 160;
}

function bubbleOf(message, near, context) {
  const service = serviceText(message);
  if (service) return element('p', { className: 'service', text: service });
  const own = message.from.id === context.writer.id;
  const bubble = element('div', { className: 'bubble' });
  if (context.isGroup && !own && !near) bubble.append(sender(message));
  if (message.reply_to_message) bubble.append(element('div', { className: 'reply', text: preview(message.reply_to_message) }));
  if (message.photo) bubble.append(picture(message));
  if (message.document) bubble.append(documentLink(message.document));
  const text = message.text ?? message.caption;
  const meta = element('span', { className: 'meta', text: (message.edit_date ? word('edited') + ' ' : '') + time(message.edit_date ?? message.date) + (own ? ' ✓✓' : '') });
  if (text) {
    bubble.append(element('div', { className: 'words' }, formatted(text, message.entities ?? message.caption_entities, context.onCommand), meta));
  } else {
    meta.classList.add('alone');
    bubble.append(meta);
  }
  const wide = message.photo || (message.reply_markup && text?.length > 60);
  const node = element('article', { className: ['message', own && 'own', near && 'near', wide && 'wide'].filter(Boolean).join(' '), 'data-id': message.message_id }, bubble);
  if (message.reply_markup) node.append(keyboard(message, context));
  return node;
}

function sender(message) {
  const node = element('div', { className: 'sender', text: message.from.first_name + (message.from.is_bot || message.sender_business_bot ? ' · ' + word('bot') : '') });
  node.style.setProperty('--tint', message.from.is_bot ? 'var(--accent)' : tintOf(message.from.id));
  return node;
}

function picture(message) {
  const size = message.photo.at(-1);
  const address = '/api/files/' + size.file_id;
  const image = element('img', { src: address, width: size.width, height: size.height, alt: word('photo') + (message.caption ? ': ' + message.caption.split('\n')[0] : '') });
  return element('button', { className: 'picture', type: 'button', onclick: () => view(address) }, image);
}

function view(address) {
  const viewer = byId('viewer');
  viewer.querySelector('img').src = address;
  viewer.showModal();
}

function documentLink(file) {
  const kind = file.file_name.split('.').at(-1).slice(0, 4).toUpperCase();
  return element('a', { className: 'document', href: '/api/files/' + file.file_id, download: file.file_name },
    element('span', { className: 'sheet', text: kind }),
    element('span', {}, element('b', { text: file.file_name }), element('small', { text: sizeText(file.file_size) })));
}

const sizeText = bytes => bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function keyboard(message, context) {
  return element('div', { className: 'keys' }, ...message.reply_markup.inline_keyboard.map(row =>
    element('div', { className: 'key-row' }, ...row.map(button => key(message, button, context)))));
}

function key(message, button, context) {
  if (button.url) return element('a', { className: 'key', href: safe(button.url), target: '_blank', rel: 'noopener noreferrer', text: button.text + ' ↗' });
  const node = element('button', { className: 'key', type: 'button', text: button.text });
  node.addEventListener('click', async () => {
    if (button.copy_text) {
      await navigator.clipboard.writeText(button.copy_text.text);
      toast(word('copied'));
      return;
    }
    node.classList.add('pressed');
    try {
      const answer = await post('/api/press', { chatId: message.chat.id, messageId: message.message_id, userId: context.writer.id, data: button.callback_data });
      if (answer.text && answer.alert) alertWith(answer.text);
      else if (answer.text) toast(answer.text);
    } catch (error) {
      toast(word('failed') + error.message);
    } finally {
      node.classList.remove('pressed');
    }
  });
  return node;
}

function alertWith(text) {
  const dialog = byId('alert');
  dialog.querySelector('p').textContent = text;
  dialog.showModal();
}

function serviceText(message) {
  const topic = message.forum_topic_created;
  return topic ? `${message.from.first_name} · ${word('topicCreated')} «${topic.name}»` : message.migrate_to_chat_id || message.migrate_from_chat_id ? '⇢' : null;
}

export function preview(message) {
  const text = message.text ?? message.caption;
  if (text) return text.split('\n')[0];
  if (message.photo) return word('photo');
  if (message.document) return message.document.file_name;
  return serviceText(message) ?? '';
}
