// The clock that can be moved, and the switches that break things.
import { byId, element, toast } from './dom.js';
import { clockText, inputValue, moment, setZone, weekdayAndTime } from './dates.js';
import { post } from './api.js';
import { word } from './words.js';

let clock = { now: Date.now() / 1000, takenAt: performance.now(), move: null };

export const now = () => clock.now + (performance.now() - clock.takenAt) / 1000;

export function showClock(state) {
  setZone(state.zone);
  clock = { ...state, takenAt: performance.now() };
  tick();
  const note = byId('clock-note');
  note.hidden = false;
  note.classList.remove('bad');
  note.textContent = noteOf(state);
  showMove(state);
  document.querySelector('.clock').toggleAttribute('data-moving', state.move !== null);
  for (const button of document.querySelectorAll('[data-move], #clock-form button')) button.disabled = state.move !== null;
  document.querySelector('[data-move="next"]').disabled ||= !state.nextDue;
  const input = byId('clock-input');
  input.setAttribute('aria-label', word('clockInput'));
  input.min = inputValue(state.now);
  if (document.activeElement !== input || !input.value) input.value = inputValue(state.now + 3600);
}

function noteOf({ move, problem, now: here, nextDue }) {
  if (move === null) return problem !== null ? word('failed') + problem : word(nextDue ? 'stops' : 'nothingDue');
  if (move.stopping) return word('stopping');
  return move.target === null ? word('movingOn')(weekdayAndTime(here)) : word('moving')(moment(here, move.target), moment(move.target, here));
}

// How far a move has come; of the next message nobody knows when it comes.
function showMove({ move, now: here }) {
  byId('clock-move').hidden = move === null;
  byId('clock-stop').disabled = move?.stopping ?? true;
  const progress = byId('clock-progress');
  if (move?.target) progress.value = (here - move.from) / (move.target - move.from);
  else progress.removeAttribute('value');
}

export function showOffline() {
  const note = byId('clock-note');
  note.hidden = false;
  note.classList.add('bad');
  note.textContent = word('offline');
}

export function showFaults(faults) {
  byId('faults').replaceChildren(...faults.map(fault => element('label', { className: 'fault' },
    element('input', { type: 'checkbox', role: 'switch', checked: fault.on, 'data-fault': fault.name, onchange: event => change(fault.name, event.target.checked) }),
    element('span', { text: word('fault')[fault.name] }))));
  const count = faults.filter(fault => fault.on).length;
  byId('fault-count').hidden = count === 0;
  byId('fault-count').textContent = count;
}

const change = (name, on) => post('/api/faults', { name, on }).catch(error => toast(word('failed') + error.message));

const stop = () => post('/api/clock/stop', {}).catch(error => toast(word('failed') + error.message));

async function move(request) {
  try {
    await post('/api/clock', request);
  } catch (error) {
    toast(word('failed') + error.message);
  }
}

function tick() {
  byId('now').textContent = clockText(now());
  for (const id of ['hint-now', 'networks-now']) byId(id).textContent = weekdayAndTime(now());
}

export function startClock() {
  for (const button of document.querySelectorAll('[data-move]')) button.addEventListener('click', () => move({ to: button.dataset.move }));
  byId('clock-stop').addEventListener('click', stop);
  byId('clock-form').addEventListener('submit', event => {
    event.preventDefault();
    move({ to: 'wall', wall: byId('clock-input').value });
  });
  setInterval(tick, 1000);
}
