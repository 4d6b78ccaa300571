// Selects of every kind: a combobox whose list is filtered by typing.

import { h, redraw } from './dom.js';
import { closeCombo, isOpen, keepOpen, leaveCombo, move, openCombo, pick, rowsChosen, search, unpick } from './combo.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { kindOf } from './options.js';
import { place } from './popover.js';
import { ui } from './store.js';
import { textString } from './textobject.js';

const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

export function select(ctx, block, element, a11y) {
  const { many, search: typed } = kindOf(element);
  const chosen = rowsChosen(ctx, block, element);
  const open = isOpen(a11y.id);
  const combo = open ? keepOpen(ctx, block, element) : null;
  const one = many ? null : chosen[0];
  const hint = textString(element.placeholder) || t(typed ? 'time' : many ? 'chooseMany' : 'choose');
  const start = (query = '') => openCombo(ctx, block, element, a11y.id, query);
  const input = h('input', {
    ...a11y.attributes(), class: 'combo-input', key: 'input', type: 'text', role: 'combobox',
    autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox',
    'aria-expanded': String(open), 'aria-controls': open ? `${a11y.id}-list` : null,
    'aria-activedescendant': combo?.rows.length ? `${a11y.id}-row-${combo.active}` : null,
    value: open ? combo.query : one?.text || '',
    placeholder: open && one ? one.text : many && chosen.length ? '' : hint,
    onfocus: (event) => event.target.select(),
    onclick: () => start(),
    oninput: (event) => (isOpen(a11y.id) ? search(event.target.value) : start(event.target.value)),
    onblur: () => {
      leaveCombo(a11y.id);
      redraw();
    },
    onkeydown: (event) => onKey(event, { ctx, block, element, id: a11y.id, chosen, start }),
  });
  return h(
    'div', {
      class: `combo${open ? ' open' : ''}${many ? ' many' : ''}`, key: 'control', id: `${a11y.id}-box`,
      onmousedown: (event) => {
        // A click beside the text opens the list and leaves the focus in the field.
        if (event.target.closest('button') || event.target.tagName === 'INPUT') return;
        event.preventDefault();
        event.currentTarget.querySelector('input').focus();
        if (isOpen(a11y.id)) closeCombo(a11y.id);
        else start();
      },
    },
    many && chosen.map((row) => token(row, () => unpick(ctx, block, element, row))),
    input,
    one && a11y.optional && !open && h('button', {
      type: 'button', class: 'combo-clear', key: 'clear', 'aria-label': t('clear'),
      onclick: () => unpick(ctx, block, element, one),
    }, icon('close', 14)),
    h('span', { class: 'combo-arrow', key: 'arrow' }, icon('chevron', 16)),
  );
}

function token(row, remove) {
  return h(
    'span', { class: 'token', key: `token-${row.value}` }, row.text,
    h('button', { type: 'button', class: 'token-remove', 'aria-label': t('remove', row.text), onclick: remove },
      icon('close', 12)),
  );
}

function onKey(event, { ctx, block, element, id, chosen, start }) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const open = isOpen(id);
  const empty = !event.target.value || !open;
  if (!open && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) start();
  else if (!open && event.key.length === 1) {
    // The first letter starts a search; it isn't added to the name of what is chosen.
    event.target.value = '';
    if (event.key === ' ') start();
    else return;
  } else if (event.key === 'Backspace' && empty && chosen.length) {
    unpick(ctx, block, element, chosen.at(-1));
  } else if (!open) return;
  else if (event.key in MOVES) move(MOVES[event.key]);
  else if (event.key === 'Enter') pick();
  else if (event.key === 'Escape') {
    closeCombo(id);
    event.stopPropagation();
  } else return;
  event.preventDefault();
}

/** The open list, drawn above everything else. */
export function comboPopup() {
  const combo = ui.combo;
  if (!combo) return null;
  const { many } = kindOf(combo.element);
  const chosen = new Set(
    rowsChosen(combo.ctx, combo.block, combo.element).map((row) => row.value),
  );
  let group;
  return h(
    'div', {
      class: 'popup listbox', role: 'listbox', id: `${combo.id}-list`, key: `list-${combo.id}`, 'data-combo': combo.id,
      'aria-multiselectable': many ? 'true' : null,
      onmousedown: (event) => event.preventDefault(), // the focus stays in the field
    },
    combo.rows.map((row, index) => {
      const heading = row.group !== group && row.group
        ? h('div', { class: 'list-group', role: 'presentation', key: `group-${row.group}` }, row.group)
        : null;
      group = row.group;
      return [heading, h(
        'div', {
          class: `option${index === combo.active ? ' active' : ''}`, role: 'option', key: `${index}-${row.value}`,
          id: `${combo.id}-row-${index}`, 'aria-selected': String(chosen.has(row.value)),
          'data-value': row.value,
          onclick: () => pick(index),
          onmousemove: () => {
            if (combo.active === index) return;
            combo.active = index;
            redraw();
          },
        },
        h('div', { class: 'option-text' }, h('div', null, row.text), row.more && h('div', { class: 'option-more' }, row.more)),
        chosen.has(row.value) && icon('check', 16),
      )];
    }),
    combo.note && h('div', { class: 'list-note', role: 'status' }, combo.note),
  );
}

/** After each redraw: keep the list at its field and the marked row in sight. */
export function placeCombo() {
  const combo = ui.combo;
  if (!combo) return;
  const list = document.getElementById(`${combo.id}-list`);
  const box = document.getElementById(`${combo.id}-box`);
  if (!box) {
    closeCombo(); // its field is gone from the view
    return;
  }
  place(box, list, 'stretch');
  const active = document.getElementById(`${combo.id}-row-${combo.active}`);
  if (active && combo.shown !== combo.active) active.scrollIntoView({ block: 'nearest' });
  combo.shown = combo.active;
}
