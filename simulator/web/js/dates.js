// Date, time, and date with time.

import { h, redraw } from './dom.js';
import { closeCalendar, openCalendar, readableDay } from './calendar.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { select } from './select.js';
import { epochToLocal, isoDay, localToEpoch } from './time.js';
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
  // The field may have the focus again by now, and what is in a focused field is the user's.
  const pick = async (next) => {
    const show = (shown) => {
      const field = document.getElementById(id);
      if (field && document.activeElement === field) field.value = shown || '';
    };
    show(next);
    if (!(await choose(next))) show(day);
  };
  const toggle = (opener) => (ui.calendar?.id === id ? closeCalendar() : openCalendar(opener, id, day, pick));
  const take = (text) => {
    const typed = text.trim();
    if (!typed && day) choose(null);
    else if (isDay(typed) && typed !== day) choose(typed);
  };
  return h(
    'div', { class: 'date-field', key: 'day' },
    h('input', {
      ...attributes, type: 'text', class: 'text-input', autocomplete: 'off', inputmode: 'numeric',
      placeholder: placeholder || t('dayPattern'), key: 'text', 'data-value': day || '',
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
        else if (event.key === 'ArrowDown') toggle(event.currentTarget);
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

export function timepicker(ctx, block, element, a11y) {
  return h(
    'div', { class: 'time-field', key: 'control' },
    select(ctx, block, element, a11y),
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
  const clock = {
    type: 'timepicker', action_id: element.action_id, part: { selected_time: local.time },
    placeholder: { type: 'plain_text', text: t('time') },
    write: ({ selected_time: time }) => set(local.day || isoDay(new Date()), time),
  };
  const clockA11y = {
    id: `${a11y.id}-time`, optional: false,
    attributes: () => ({ id: `${a11y.id}-time`, 'aria-label': `${name} – ${t('time')}` }),
  };
  return h(
    'div', { class: 'datetime-field', key: 'control', role: 'group', 'aria-label': name },
    dayField({ ...a11y.attributes(), 'aria-label': `${name} – ${t('date')}` }, a11y.id, local.day, '',
      (day) => set(day, local.time)),
    h('div', { class: 'time-field', key: 'time' }, select(ctx, block, clock, clockA11y)),
  );
}
