// What a newcomer can try in a customer's chat; it goes on with the conversation.
import { byId } from './dom.js';
import { word } from './words.js';

export function showHint(chat, messages, context) {
  byId('hint').hidden = chat.kind !== 'customer';
  if (byId('hint').hidden) return;
  const nameOf = id => context.people.find(person => person.id === id)?.name ?? '';
  const [customer, staff] = chat.members;
  const other = context.writerId === customer ? staff : customer;
  // What the bot asks in the owner's name is no answer to the customer.
  const last = messages.filter(message => !message.sender_business_bot).at(-1);
  const step = !last ? 'hintWrite' : last.from.id === customer ? 'hintWaits' : 'hintAnswered';
  byId('hint-text').textContent = word(step)(nameOf(customer), nameOf(staff));
  byId('hint-writer').textContent = word('writeAs')(nameOf(other));
  byId('hint-writer').onclick = () => context.onWriter(other);
  byId('hint-team').onclick = context.onTeam;
}
