// Instants as the clock of the sandbox shows them, in the agency's zone.
import { currentLanguage, word } from './words.js';

let zone = 'Europe/Kyiv';
const formats = new Map();

export const setZone = name => { zone = name; };

function format(options) {
  const key = currentLanguage() + zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(currentLanguage() === 'uk' ? 'uk-UA' : 'en-GB', { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

export const time = seconds => format({ hour: '2-digit', minute: '2-digit' }).format(seconds * 1000);
export const weekdayAndTime = seconds => format({ weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(seconds * 1000);
export const dayKey = seconds => format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(seconds * 1000);

export function clockText(seconds) {
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' }).format(seconds * 1000);
  return `${day}, ${time(seconds)} (${word('city') ?? zoneName()})`;
}

const zoneName = () => zone === 'Europe/Kyiv' ? (currentLanguage() === 'uk' ? 'Київ' : 'Kyiv') : zone.split('/').at(-1);

export function dayTitle(seconds, now) {
  if (dayKey(seconds) === dayKey(now)) return word('today');
  if (dayKey(seconds) === dayKey(now - 86400)) return word('yesterday');
  return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(seconds * 1000);
}

export function shortWhen(seconds, now) {
  if (dayKey(seconds) === dayKey(now)) return time(seconds);
  if (now - seconds < 6 * 86400) return format({ weekday: 'short' }).format(seconds * 1000);
  return format({ day: '2-digit', month: '2-digit' }).format(seconds * 1000);
}

// When something was or will be: the time of a near day, with the weekday or the date of another one.
export function moment(seconds, now) {
  return dayKey(seconds) === dayKey(now) ? time(seconds) : `${shortDay(seconds, now)} ${time(seconds)}`;
}

const shortDay = (seconds, now) => format(Math.abs(now - seconds) < 6 * 86400 ? { weekday: 'short' } : { day: '2-digit', month: '2-digit' }).format(seconds * 1000);

// A day without a time, as 2026-11-22.
export const calendarDay = day => format({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day));

// The value of a datetime-local input for an instant, by the zone of the clock.
export function inputValue(seconds) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(seconds * 1000).map(part => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
