// Times of the day for the time field: every half hour, and whatever reads as a time.

import { locale } from './i18n.js';
import { formatter } from './time.js';

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`);
const TYPED = /^(\d{1,2})(?:\s*[:h.]?\s*(\d{2}))?\s*(?:([ap])\.?m?\.?)?$/i;

/** "9", "930", "9:30", "9h30", "2:15 pm" -> "HH:mm", or null. */
export function parseTime(text) {
  const match = TYPED.exec(text.trim());
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] || 0);
  const half = match[3]?.toLowerCase();
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A time as a row of the list, written as the acting user's locale writes it. */
export function timeRow(time) {
  const text = formatter(locale(), { timeStyle: 'short', timeZone: 'UTC' })
    .format(new Date(`1970-01-01T${time}:00Z`));
  return { value: time, text, raw: time };
}

export function timeRows(query, chosen) {
  if (!query.trim()) return [...new Set([...HALF_HOURS, ...(chosen ? [chosen] : [])])].sort().map(timeRow);
  const exact = parseTime(query);
  const begins = HALF_HOURS.map(timeRow).filter((row) => row.value !== exact
    && [row.text, row.value, row.value.replace(/^0/, '')].some((text) => text.startsWith(query.trim())));
  return exact ? [timeRow(exact), ...begins] : begins;
}
