// Moments in the zone and language of the user the page acts as.

import { app } from './store.js';
import { locale, t } from './i18n.js';

function zone() {
  return app.server?.me.tz || 'UTC';
}

const formats = new Map();

/** Intl formatters are dear to build and a page of messages needs many. */
export function formatter(tag, options) {
  const key = `${tag}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tag, options);
    formats.set(key, made);
  }
  return made;
}

function format(options, date) {
  return formatter(locale(), { timeZone: zone(), ...options }).format(date);
}

export function tsToDate(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

export function clock(date) {
  return format({ timeStyle: 'short' }, date);
}

/** "2026-11-23", the user's day. */
export function isoDay(date) {
  return zoned(date).day;
}

export function dayLabel(date) {
  const day = isoDay(date);
  const now = Date.now();
  if (day === isoDay(new Date(now))) return t('today');
  if (day === isoDay(new Date(now - 86_400_000))) return t('yesterday');
  return format({ weekday: 'long', day: 'numeric', month: 'long' }, date);
}

export function fullTime(date) {
  return format({ dateStyle: 'full', timeStyle: 'medium' }, date);
}

function zoned(date) {
  const parts = formatter('en-CA', {
    timeZone: zone(), hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(date);
  const part = Object.fromEntries(parts.map((p) => [p.type, p.value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    asUtc: Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second),
  };
}

/** Epoch seconds -> {day, time} on the user's clock. */
export function epochToLocal(seconds) {
  return zoned(new Date(seconds * 1000));
}

/** The user's day and time -> epoch seconds. */
export function localToEpoch(day, time) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  // Twice, since the first correction may cross a change of the clock.
  for (let i = 0; i < 2; i += 1) guess += wanted - zoned(new Date(guess)).asUtc;
  return Math.round(guess / 1000);
}

/** Slack's <!date^…> tokens. */
export function formatDateToken(seconds, pattern) {
  const date = new Date(seconds * 1000);
  const pretty = (options) => {
    const label = dayLabel(date);
    return label === t('today') || label === t('yesterday') ? label : format(options, date);
  };
  const short = { day: 'numeric', month: 'short', year: 'numeric' };
  const medium = { day: 'numeric', month: 'long', year: 'numeric' };
  const long = { weekday: 'long', ...medium };
  const tokens = {
    date: () => format(medium, date),
    date_short: () => format(short, date),
    date_long: () => format(long, date),
    date_pretty: () => pretty(medium),
    date_short_pretty: () => pretty(short),
    date_long_pretty: () => pretty(long),
    date_num: () => isoDay(date),
    date_slash: () => isoDay(date).replaceAll('-', '/'),
    day_divider_pretty: () => dayLabel(date),
    time: () => clock(date),
    time_secs: () => format({ timeStyle: 'medium' }, date),
    ago: () => ago(seconds),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => tokens[name]?.() ?? whole);
}

const STEPS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

export function ago(seconds) {
  const delta = seconds - Date.now() / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(delta) >= length) || STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
    .format(Math.trunc(delta / size), unit);
}
