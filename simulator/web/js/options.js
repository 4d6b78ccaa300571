// What a select offers: its own options, the app's, or the people and channels of the workspace.

import { app } from './store.js';
import { textString } from './textobject.js';
import { timeRow, timeRows } from './clocktime.js';

/** {value, text, more, group, raw}: one row of a list; `raw` goes back to the server. */
function fromOption(option, group) {
  return {
    value: option.value, text: textString(option.text), more: textString(option.description), group, raw: option,
  };
}

export function flattenOptions(options, groups) {
  if (groups) return groups.flatMap((g) => (g.options || []).map((o) => fromOption(o, textString(g.label))));
  return (options || []).map((o) => fromOption(o));
}

function people() {
  return app.server.users
    .map((u) => ({ value: u.id, text: u.real_name || u.name, more: `@${u.name}`, raw: u.id }));
}

function channels(element, everything) {
  const include = element.filter?.include;
  const wanted = (c) => {
    if (!everything) return c.kind === 'channel';
    if (!include) return true;
    return include.includes(c.kind === 'channel' ? 'public' : 'im');
  };
  return app.server.conversations.filter(wanted)
    .map((c) => ({ value: c.id, text: c.kind === 'channel' ? `# ${c.name}` : c.name, raw: c.id }));
}

// element type -> the key of state.values and how to list the options; `search` takes what was
// typed as a value of its own, so leaving the field takes it as well
const KINDS = {
  static_select: { one: 'selected_option', list: (e) => flattenOptions(e.options, e.option_groups) },
  external_select: { one: 'selected_option', external: true },
  users_select: { one: 'selected_user', list: people },
  conversations_select: { one: 'selected_conversation', list: (e) => channels(e, true) },
  channels_select: { one: 'selected_channel', list: (e) => channels(e, false) },
  timepicker: { one: 'selected_time', search: timeRows, row: timeRow },
  multi_static_select: { many: 'selected_options', list: (e) => flattenOptions(e.options, e.option_groups) },
  multi_external_select: { many: 'selected_options', external: true },
  multi_users_select: { many: 'selected_users', list: people },
  multi_conversations_select: { many: 'selected_conversations', list: (e) => channels(e, true) },
  multi_channels_select: { many: 'selected_channels', list: (e) => channels(e, false) },
};

export function kindOf(element) {
  return KINDS[element.type];
}

/** What is chosen now, as rows. */
export function chosenRows(element, value) {
  const kind = kindOf(element);
  const raw = kind.many ? value[kind.many] || [] : [value[kind.one]].filter(Boolean);
  const known = kind.list ? kind.list(element) : [];
  return raw.map((item) => {
    if (typeof item === 'object') return fromOption(item);
    if (kind.row) return kind.row(item);
    return known.find((row) => row.value === item) || { value: item, text: item, raw: item };
  });
}

function folded(text) {
  return (text || '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function matching(rows, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = `${folded(row.text)} ${folded(row.more)}`;
    return words.every((word) => text.includes(word));
  });
}
