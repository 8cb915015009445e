// Telegram's entities (offsets in UTF-16 units, as in JavaScript) as elements.
import { element } from './dom.js';

const tags = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote' };

export function formatted(text, entities = [], onCommand) {
  return build(text, 0, text.length, [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length), onCommand);
}

function build(text, from, to, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let position = from;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    if (entity.offset < position) continue;
    const end = Math.min(to, entity.offset + entity.length);
    const inner = entities.slice(index + 1).filter(other => other.offset >= entity.offset && other.offset + other.length <= end);
    fragment.append(text.slice(position, entity.offset));
    const node = wrap(entity, text.slice(entity.offset, end), onCommand);
    node.append(build(text, entity.offset, end, inner, onCommand));
    fragment.append(node);
    position = end;
  }
  fragment.append(text.slice(position, to));
  return fragment;
}

function wrap(entity, text, onCommand) {
  if (entity.type === 'text_link') return element('a', { href: safe(entity.url), target: '_blank', rel: 'noopener noreferrer' });
  if (entity.type === 'bot_command') return element('a', { className: 'command', href: '#', onclick: event => { event.preventDefault(); onCommand?.(text); } });
  if (entity.type === 'spoiler') return element('span', { className: 'spoiler', tabindex: '0' });
  if (entity.type === 'expandable_blockquote') return element('blockquote', { className: 'expandable', onclick: event => event.currentTarget.classList.toggle('open') });
  return element(tags[entity.type] ?? 'span');
}

export const safe = url => /^(https?|tg):\/\//i.test(url) ? url : '#';
