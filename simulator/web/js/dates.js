// Date, time, and date with time.

import { h, redraw } from './dom.js';
import { closeCalendar, openCalendar, readableDay } from './calendar.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { epochToLocal, localToEpoch } from './time.js';
import { ui } from './store.js';
import { textString } from './textobject.js';
import { change, currentValue } from './values.js';

const ISO = /^\d{4}-\d{2}-\d{2}$/;

function isDay(text) {
  return ISO.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** A text field that takes 2026-11-23, reads back as "Mon, 23 November 2026", with a calendar button. */
function dayField(attributes, id, day, placeholder, choose) {
  const focused = document.activeElement?.id === id;
  const toggle = (anchor) => (ui.calendar?.id === id ? closeCalendar() : openCalendar(anchor, id, day, choose));
  const take = (text) => {
    const typed = text.trim();
    if (!typed && day) choose(null);
    else if (isDay(typed) && typed !== day) choose(typed);
  };
  return h(
    'div', { class: 'date-field', key: 'day' },
    h('input', {
      ...attributes, type: 'text', class: 'text-input', autocomplete: 'off', inputmode: 'numeric',
      placeholder: placeholder || 'YYYY-MM-DD', key: 'text', 'data-value': day || '',
      value: focused ? undefined : day ? readableDay(day) : '',
      onfocus: (event) => {
        event.target.value = day || '';
        event.target.select();
      },
      oninput: (event) => isDay(event.target.value.trim()) && take(event.target.value),
      onblur: (event) => {
        take(event.target.value);
        redraw();
      },
      onkeydown: (event) => {
        if (event.key === 'Enter') take(event.target.value);
        else if (event.key === 'ArrowDown') toggle(event.currentTarget.parentNode.querySelector('button'));
        else return;
        event.preventDefault();
      },
    }),
    h('button', {
      type: 'button', class: 'icon-button', key: 'open', 'aria-label': t('openCalendar'), 'aria-haspopup': 'dialog',
      'aria-expanded': String(ui.calendar?.id === id),
      onclick: (event) => toggle(event.currentTarget),
    }, icon('calendar')),
  );
}

export function datepicker(ctx, block, element, a11y) {
  const day = currentValue(ctx, block, element).selected_date;
  return dayField(a11y.attributes(), a11y.id, day, textString(element.placeholder),
    (next) => change(ctx, block, element, { selected_date: next }));
}

function timeField(attributes, time, choose) {
  const focused = document.activeElement?.id === attributes.id;
  return h('input', {
    ...attributes, type: 'time', class: 'text-input time-input', key: 'time',
    value: focused ? undefined : time || '',
    onchange: (event) => (event.target.value || null) !== (time || null) && choose(event.target.value || null),
    onblur: redraw,
  });
}

export function timepicker(ctx, block, element, a11y) {
  const time = currentValue(ctx, block, element).selected_time;
  return h(
    'div', { class: 'time-field', key: 'control' },
    timeField(a11y.attributes(), time, (next) => change(ctx, block, element, { selected_time: next })),
    element.timezone && h('span', { class: 'zone' }, element.timezone),
  );
}

export function datetimepicker(ctx, block, element, a11y) {
  const seconds = currentValue(ctx, block, element).selected_date_time;
  const local = seconds ? epochToLocal(seconds) : { day: null, time: null };
  const set = (day, time) => change(ctx, block, element, {
    selected_date_time: day ? localToEpoch(day, time || '12:00') : null,
  });
  const name = a11y.labelText;
  return h(
    'div', { class: 'datetime-field', key: 'control', role: 'group', 'aria-label': name },
    dayField({ ...a11y.attributes(), 'aria-label': `${name} – ${t('date')}` }, a11y.id, local.day, '',
      (day) => set(day, local.time)),
    timeField({ id: `${a11y.id}-time`, 'aria-label': `${name} – ${t('time')}` }, local.time,
      (time) => local.day && set(local.day, time)),
  );
}
