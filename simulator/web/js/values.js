// The value of an element, in the form of Slack's view.state.values, and what changes it.

import { redraw } from './dom.js';
import { ackEdit, editKey, getEdit, setEdit } from './edits.js';
import { t } from './i18n.js';
import { ask } from './question.js';
import { send } from './socket.js';
import { notify, ui } from './store.js';

/** Where an operation is aimed: the surface, its view or message, and the element. */
export function where(ctx, block, element) {
  return { surface: ctx.surface, ...ctx.target, block_id: block.block_id, action_id: element.action_id };
}

const INITIAL = {
  plain_text_input: (e) => ({ value: e.initial_value ?? null }),
  email_text_input: (e) => ({ value: e.initial_value ?? null }),
  url_text_input: (e) => ({ value: e.initial_value ?? null }),
  number_input: (e) => ({ value: e.initial_value ?? null }),
  rich_text_input: (e) => ({ rich_text_value: e.initial_value ?? null }),
  datepicker: (e) => ({ selected_date: e.initial_date ?? null }),
  timepicker: (e) => ({ selected_time: e.initial_time ?? null }),
  datetimepicker: (e) => ({ selected_date_time: e.initial_date_time ?? null }),
  checkboxes: (e) => ({ selected_options: e.initial_options ?? [] }),
  radio_buttons: (e) => ({ selected_option: e.initial_option ?? null }),
  static_select: (e) => ({ selected_option: e.initial_option ?? null }),
  external_select: (e) => ({ selected_option: e.initial_option ?? null }),
  users_select: (e) => ({ selected_user: e.initial_user ?? null }),
  conversations_select: (e) => ({ selected_conversation: e.initial_conversation ?? null }),
  channels_select: (e) => ({ selected_channel: e.initial_channel ?? null }),
  multi_static_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_external_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_users_select: (e) => ({ selected_users: e.initial_users ?? [] }),
  multi_conversations_select: (e) => ({ selected_conversations: e.initial_conversations ?? [] }),
  multi_channels_select: (e) => ({ selected_channels: e.initial_channels ?? [] }),
  file_input: () => ({ files: [] }),
};

export function currentValue(ctx, block, element) {
  const edited = getEdit(editKey(ctx, block.block_id, element.action_id));
  if (edited) return edited;
  const known = ctx.values?.[block.block_id]?.[element.action_id];
  if (known) return known;
  return { type: element.type, ...INITIAL[element.type]?.(element) };
}

/** Enter a value. Resolves to false when the user, asked by a confirm dialog, thought better of it. */
export async function change(ctx, block, element, value) {
  if (element.confirm && !(await ask(element.confirm))) {
    redraw();
    return false;
  }
  const key = editKey(ctx, block.block_id, element.action_id);
  const full = { type: element.type, ...value };
  const n = setEdit(key, full);
  redraw();
  const reply = await send('input', { ...where(ctx, block, element), value: full, ...asked(element) });
  ackEdit(key, n, reply.ok);
  if (!reply.ok) refused(reply);
  redraw();
  return reply.ok;
}

/** Press a button or choose from an overflow menu. */
export async function press(ctx, block, element, option) {
  const key = editKey(ctx, block.block_id, element.action_id);
  if (ui.pending.has(key)) return;
  if (element.confirm && !(await ask(element.confirm))) return;
  ui.pending.add(key);
  redraw();
  const target = { ...where(ctx, block, element), ...(option && { option }), ...asked(element) };
  const reply = await send('press', target);
  ui.pending.delete(key);
  if (!reply.ok) refused(reply);
  redraw();
}

function asked(element) {
  return element.confirm ? { confirmed: true } : {};
}

export function isPending(ctx, block, element) {
  return ui.pending.has(editKey(ctx, block.block_id, element.action_id));
}

function refused(reply) {
  notify(reply.error === 'disconnected' ? t('offline') : reply.error || t('failed'));
}
