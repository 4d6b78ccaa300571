// The date field: typed as 2026-11-23 or picked in a month, by mouse or with the arrows.

import { h, redraw } from './dom.js';
import { icon } from './icons.js';
import { locale, t } from './i18n.js';
import { place } from './popover.js';
import { formatter, isoDay } from './time.js';
import { ui } from './store.js';

const DAY_MS = 86_400_000;
const asDate = (day) => new Date(`${day}T00:00:00Z`);
const asDay = (date) => date.toISOString().slice(0, 10);

export function readableDay(day) {
  const options = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
  return formatter(locale(), options).format(asDate(day));
}

/** 0 for Sunday; taken from the locale where the browser knows it. */
function firstWeekday() {
  const info = new Intl.Locale(locale());
  const week = info.getWeekInfo?.() ?? info.weekInfo;
  return (week?.firstDay ?? 1) % 7;
}

/** Under the field of `opener`, which gets the focus back. */
export function openCalendar(opener, id, day, choose) {
  const shown = day || isoDay(new Date());
  ui.calendar = { id, opener, anchor: opener.parentNode, day: shown, chosen: day, choose };
  redraw();
}

export function closeCalendar(giveFocusBack = true) {
  const calendar = ui.calendar;
  ui.calendar = null;
  if (calendar && giveFocusBack) calendar.opener.focus();
  redraw();
}

function shiftMonth(day, months) {
  const date = asDate(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return asDay(date);
}

function go(day) {
  ui.calendar.day = day;
  redraw();
}

function onKey(event) {
  const { day, choose } = ui.calendar;
  const byDays = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  if (event.key in byDays) go(asDay(new Date(asDate(day).getTime() + byDays[event.key] * DAY_MS)));
  else if (event.key === 'PageUp' || event.key === 'PageDown') go(shiftMonth(day, event.key === 'PageUp' ? -1 : 1));
  else if (event.key === 'Escape' || event.key === 'Tab') closeCalendar();
  else if (event.key === 'Enter' && event.target.closest('[role=grid]')) {
    closeCalendar();
    choose(day);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

export function calendarPopup() {
  const calendar = ui.calendar;
  if (!calendar) return null;
  const shown = asDate(calendar.day);
  const first = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), 1));
  const lead = (first.getUTCDay() - firstWeekday() + 7) % 7;
  const start = first.getTime() - lead * DAY_MS;
  const cells = Array.from({ length: 42 }, (_, i) => asDay(new Date(start + i * DAY_MS)));
  const named = (options) => formatter(locale(), { ...options, timeZone: 'UTC' });
  const month = named({ month: 'long', year: 'numeric' }).format(shown);
  const today = isoDay(new Date());
  return h(
    'div', {
      class: 'popup calendar', role: 'dialog', 'aria-label': month, key: `calendar-${calendar.id}`, onkeydown: onKey,
      onmousedown: (event) => event.preventDefault(),
      created: (node) => {
        place(calendar.anchor, node);
        node.style.maxHeight = '';
        node.querySelector('[tabindex="0"]')?.focus();
      },
    },
    h(
      'div', { class: 'calendar-head' },
      h('button', { type: 'button', class: 'icon-button', tabindex: -1, 'aria-label': t('previousMonth'),
        onclick: () => go(shiftMonth(calendar.day, -1)) }, icon('left')),
      h('strong', { 'aria-live': 'polite' }, month),
      h('button', { type: 'button', class: 'icon-button', tabindex: -1, 'aria-label': t('nextMonth'),
        onclick: () => go(shiftMonth(calendar.day, 1)) }, icon('right')),
    ),
    h(
      'div', { class: 'calendar-week', 'aria-hidden': 'true' },
      cells.slice(0, 7).map((day) => h('span', null, named({ weekday: 'narrow' }).format(asDate(day)))),
    ),
    h(
      'div', { class: 'calendar-days', role: 'grid' },
      cells.map((day) => h('button', {
        type: 'button', tabindex: day === calendar.day ? 0 : -1, 'aria-label': readableDay(day),
        'aria-pressed': String(day === calendar.chosen), 'data-day': day,
        class: `cal-day${day.slice(0, 7) === calendar.day.slice(0, 7) ? '' : ' outside'}${day === today ? ' today' : ''}`,
        onclick: () => {
          closeCalendar();
          calendar.choose(day);
        },
      }, String(Number(day.slice(8))))),
    ),
  );
}

/** After each redraw: the marked day has the focus while the calendar is open. */
export function focusCalendarDay() {
  const calendar = ui.calendar;
  if (!calendar || calendar.focused === calendar.day) return;
  calendar.focused = calendar.day;
  document.querySelector(`.calendar [data-day="${calendar.day}"]`)?.focus();
}

document.addEventListener('pointerdown', (event) => {
  if (!ui.calendar || event.target.closest('.calendar') || ui.calendar.anchor.contains(event.target)) return;
  closeCalendar(false);
});
