// The accounts that the bot collects by itself: how each fares, and the switches that break their networks.
import { avatar, byId, element, toast } from './dom.js';
import { calendarDay, moment } from './dates.js';
import { get, post } from './api.js';
import { currentLanguage, word } from './words.js';
import { now } from './clock.js';

const lookEvery = 2000;
const rows = new Map();
let language = null;
let last = '';

export async function showNetworks() {
  const accounts = await get('/api/networks');
  byId('networks-item').hidden = accounts.length === 0;
  if (language !== currentLanguage()) {
    language = currentLanguage();
    rows.clear();
    byId('accounts').replaceChildren();
  }
  accounts.forEach(showRow);
  showSum(accounts);
}

// What changes by itself between two events: calls, history, a try that failed.
export function startNetworks() {
  setInterval(() => { if (!document.hidden) showNetworks().catch(() => {}); }, lookEvery);
}

function showSum(accounts) {
  const ill = accounts.filter(account => account.standing !== 'ok').length;
  const filling = accounts.filter(account => account.filled !== null);
  const history = filling.length === 0 ? '' : ' · ' + word('historyShort')(percent(filling.reduce((sum, account) => sum + account.filled, 0) / filling.length));
  const text = (ill === 0 ? word('allCollect')(accounts.length) : word('someIll')(ill, accounts.length)) + history;
  if (text !== last) byId('networks-sum').textContent = last = text;
  byId('networks-ill').hidden = ill === 0;
  byId('networks-ill').textContent = ill;
}

const percent = share => Math.floor(share * 100) + (currentLanguage() === 'uk' ? ' %' : '%');

// Rows stay the same elements: what is replaced under a finger cannot be pressed.
function showRow(account) {
  if (!rows.has(account.network)) {
    const row = newRow(account);
    rows.set(account.network, row);
    byId('accounts').append(row.node);
  }
  const row = rows.get(account.network);
  row.node.dataset.standing = account.standing;
  row.pill.textContent = word('standing')[account.standing];
  row.read.textContent = readLine(account);
  row.why.textContent = whyLine(account);
  row.why.hidden = row.why.textContent === '';
  row.history.hidden = account.filled === null;
  row.bar.value = account.filled ?? 1;
  row.filled.textContent = account.filled === null ? '' : word('history')(percent(account.filled), calendarDay(account.filledBackTo));
  for (const [name, button] of row.faults) button.setAttribute('aria-checked', String(account.fault === name));
  row.again.hidden = account.standing !== 'needsReconnecting' || account.fault !== null;
}

function readLine(account) {
  const parts = [account.good === null ? word('neverRead') : word('readAt')(moment(account.good, now()))];
  if (account.next !== null) parts.push(account.next <= now() ? word('nextNow') : word('nextAt')(moment(account.next, now())));
  parts.push(word('calls')(account.calls));
  return parts.join(' · ');
}

function whyLine(account) {
  if (account.fault !== null && account.standing === 'ok') return word('notYetKnown');
  if (account.standing === 'ok' || account.since === null) return '';
  const since = word('since')(moment(account.since, now()));
  return account.problem === null ? since : `${since}: ${word('problem')[account.problem]}`;
}

function newRow(account) {
  const title = word('network')[account.network];
  const row = {
    pill: element('span', { className: 'standing' }), read: element('p', { className: 'read' }), why: element('p', { className: 'why' }),
    history: element('div', { className: 'filling' }), bar: element('progress', { max: '1', 'aria-label': word('historyOf')(title) }), filled: element('span'),
    faults: account.faults.map(name => [name, faultButton(account.network, name)]),
    again: element('button', { type: 'button', className: 'again', text: word('reconnect'), onclick: () => change('/api/networks/reconnect', { network: account.network }) }),
  };
  row.history.append(row.bar, row.filled);
  row.node = element('li', { className: 'account', 'data-network': account.network },
    element('div', { className: 'account-head' },
      avatar(title, Object.keys(word('network')).indexOf(account.network), true),
      element('div', { className: 'account-name' }, element('b', { text: title }), element('span', { text: account.name })),
      row.pill),
    row.read, row.history, element('div', { className: 'account-why' }, row.why, row.again),
    element('div', { className: 'account-faults', role: 'group', 'aria-label': word('breakNetwork')(title) }, element('span', { text: word('break') }), ...row.faults.map(([, button]) => button)));
  return row;
}

function faultButton(network, name) {
  return element('button', {
    type: 'button', role: 'switch', 'aria-checked': 'false', 'data-break': name, text: word('networkFault')[name],
    onclick: event => change('/api/networks/break', { network, fault: event.target.getAttribute('aria-checked') === 'true' ? null : name }),
  });
}

async function change(path, request) {
  try {
    await post(path, request);
    await showNetworks();
  } catch (error) {
    toast(word('failed') + error.message);
  }
}
