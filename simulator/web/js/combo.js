// The open typeahead: what was typed, what is offered, which row is marked. At most one is open.

import { redraw } from './dom.js';
import { send } from './socket.js';
import { ui } from './store.js';
import { t } from './i18n.js';
import { chosenRows, flattenOptions, kindOf, matching } from './options.js';
import { change, currentValue, where } from './values.js';

/** Part of a larger element brings its own value and `write`; others have theirs in the view's state. */
export function rowsChosen(ctx, block, element) {
  return chosenRows(element, element.part || currentValue(ctx, block, element));
}

function write(ctx, block, element, value) {
  return element.write ? element.write(value) : change(ctx, block, element, value);
}

export function isOpen(id) {
  return ui.combo?.id === id;
}

export function openCombo(ctx, block, element, id, query = '') {
  if (isOpen(id)) return;
  ui.combo = { id, ctx, block, element, query, rows: [], active: 0, note: null, turn: 0 };
  search(query, true);
}

/** The field was drawn anew below its open list: what is chosen next comes on top of what it holds now. */
export function keepOpen(ctx, block, element) {
  Object.assign(ui.combo, { ctx, block, element });
  return ui.combo;
}

export function closeCombo(id) {
  if (id && !isOpen(id)) return;
  ui.combo = null;
  redraw();
}

/** Show what fits `query`; the app is asked on every keystroke, as by Slack, and only the last answer counts. */
export async function search(query, opening = false) {
  const combo = ui.combo;
  const { ctx, block, element } = combo;
  combo.query = query;
  combo.turn += 1;
  const turn = combo.turn;
  const kind = kindOf(element);
  if (!kind.external) {
    const chosen = rowsChosen(ctx, block, element)[0]?.value;
    show(combo, kind.search ? kind.search(query, chosen) : matching(kind.list(element), query), opening);
    return;
  }
  const least = element.min_query_length ?? 3;
  if ([...query].length < least) {
    Object.assign(combo, { rows: [], note: t('typeMore', least) });
    redraw();
    return;
  }
  Object.assign(combo, { rows: [], note: t('loading') });
  redraw();
  const { surface, view_id, channel, ts, block_id, action_id } = where(ctx, block, element);
  const reply = await send('suggest', { surface, view_id, channel, ts, block_id, action_id, query });
  if (ui.combo !== combo || combo.turn !== turn) return;
  if (!reply.ok || reply.failed) {
    Object.assign(combo, { rows: [], note: t('noOptions') });
    redraw();
    return;
  }
  show(combo, flattenOptions(reply.options, reply.option_groups), opening);
}

function show(combo, rows, opening) {
  combo.rows = rows;
  combo.note = rows.length ? null : t('noResults');
  const chosen = rowsChosen(combo.ctx, combo.block, combo.element);
  const at = opening && chosen.length ? rows.findIndex((row) => row.value === chosen[0].value) : 0;
  combo.active = Math.max(0, at);
  redraw();
}

export function move(step) {
  const combo = ui.combo;
  const last = combo.rows.length - 1;
  if (last < 0) return;
  if (Math.abs(step) === 1) combo.active = (combo.active + step + last + 1) % (last + 1);
  else combo.active = Math.max(0, Math.min(last, combo.active + step));
  redraw();
}

/** Take the marked row, or `index`. */
export async function pick(index = ui.combo?.active) {
  const combo = ui.combo;
  const row = combo?.rows[index];
  if (!row) return;
  const { ctx, block, element } = combo;
  const kind = kindOf(element);
  if (!kind.many) {
    closeCombo();
    await write(ctx, block, element, { [kind.one]: row.raw });
    return;
  }
  const chosen = rowsChosen(ctx, block, element);
  const has = chosen.some((other) => other.value === row.value);
  if (!has && element.max_selected_items && chosen.length >= element.max_selected_items) return;
  const next = has ? chosen.filter((other) => other.value !== row.value) : [...chosen, row];
  combo.active = index;
  if (combo.query) search('');
  await write(ctx, block, element, { [kind.many]: next.map((other) => other.raw) });
}

/** The field is left: what was typed as a time is taken. */
export function leaveCombo(id) {
  if (!isOpen(id)) return;
  const combo = ui.combo;
  if (kindOf(combo.element).search && combo.query && combo.rows.length) pick(0);
  else closeCombo(id);
}

export async function unpick(ctx, block, element, row) {
  const kind = kindOf(element);
  if (!kind.many) {
    await write(ctx, block, element, { [kind.one]: null });
    return;
  }
  const chosen = rowsChosen(ctx, block, element);
  const next = chosen.filter((other) => other.value !== row.value).map((other) => other.raw);
  await write(ctx, block, element, { [kind.many]: next });
}
