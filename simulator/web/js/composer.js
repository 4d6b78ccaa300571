// The message box: Enter sends, "/" offers commands, "@" offers people.

import { h, redraw } from './dom.js';
import { upload } from './files.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { openMenu } from './menu.js';
import { place } from './popover.js';
import { act } from './socket.js';
import { app, notify, titleOf, ui } from './store.js';

export function shortcutMenu(anchor, id) {
  openMenu(anchor, {
    id,
    label: t('shortcuts'),
    empty: t('noShortcuts'),
    items: app.server.global_shortcuts.map((shortcut) => ({
      text: shortcut.name, more: shortcut.description, icon: icon('bolt', 16),
      choose: () => act('global_shortcut', { callback_id: shortcut.callback_id }),
    })),
  });
}

function suggestionsFor(text, caret, inThread) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before) && !inThread) {
    const found = app.server.commands.filter((c) => c.command.startsWith(before));
    return found.length ? { kind: 'command', from: 0, rows: found } : null;
  }
  const mention = /(^|\s)@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!mention || before.startsWith('/')) return null;
  const wanted = mention[2].toLowerCase();
  const rows = app.server.users.filter((u) => `${u.name} ${u.real_name}`.toLowerCase().split(' ')
    .some((word) => word.startsWith(wanted))).slice(0, 8);
  return rows.length ? { kind: 'person', from: caret - wanted.length - 1, rows } : null;
}

function refresh(key, area, inThread) {
  const found = suggestionsFor(area.value, area.selectionStart, inThread);
  ui.suggest = found && { key, active: 0, ...found };
  redraw();
}

function complete(area, row) {
  const { kind, from, key } = ui.suggest;
  const inserted = kind === 'command' ? `${row.command} ` : `@${row.real_name || row.name} `;
  area.setRangeText(inserted, from, area.selectionStart, 'end');
  ui.drafts.set(key, area.value);
  ui.suggest = null;
  area.focus();
  redraw();
}

async function sendDraft(current, threadTs, key, area) {
  const text = area.value.trim();
  if (!text) return;
  const name = text.split(/\s/, 1)[0];
  const isCommand = /^\/[\w-]+$/.test(name);
  const invite = name === '/invite';
  if (isCommand && threadTs) {
    notify(t('noThreadCommand', name));
    return;
  }
  if (isCommand && !invite && !app.server.commands.some((c) => c.command === name)) {
    notify(t('notCommand', name));
    return;
  }
  area.value = '';
  ui.drafts.delete(key);
  ui.suggest = null;
  fit(area);
  document.querySelectorAll('[data-scroll]').forEach((node) => { node.atEnd = true; });
  redraw();
  let reply;
  if (invite) reply = await act('invite_app', { channel: current.id });
  else if (isCommand) reply = await act('command', { channel: current.id, text });
  else reply = await act('post_message', { channel: current.id, text, ...(threadTs && { thread_ts: threadTs }) });
  if (!reply.ok && !ui.drafts.get(key)) {
    ui.drafts.set(key, text); // nothing typed is lost
    if (area.isConnected && !area.value) area.value = text;
  }
}

async function sendFiles(current, threadTs, chosen) {
  try {
    const files = await Promise.all([...chosen].map(upload));
    document.querySelectorAll('[data-scroll]').forEach((node) => { node.atEnd = true; });
    await act('post_message', { channel: current.id, files, ...(threadTs && { thread_ts: threadTs }) });
  } catch (error) {
    notify(error.message || t('uploadFailed'));
  }
}

function attachment(current, threadTs, id) {
  const native = `${id}-files`;
  return h(
    'label', { class: 'icon-button', key: 'attach', title: t('chooseFile') },
    h('input', {
      id: native, type: 'file', class: 'file-native', multiple: true, 'aria-label': t('chooseFile'), 'data-testid': native,
      onchange: (event) => {
        if (event.target.files.length) sendFiles(current, threadTs, event.target.files);
        event.target.value = '';
      },
    }),
    icon('file'),
  );
}

function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
}

function onKey(event, current, threadTs, key) {
  if (event.isComposing) return;
  const area = event.target;
  const suggest = ui.suggest?.key === key ? ui.suggest : null;
  if (suggest) {
    const count = suggest.rows.length;
    const row = suggest.rows[suggest.active];
    if (event.key === 'ArrowDown') suggest.active = (suggest.active + 1) % count;
    else if (event.key === 'ArrowUp') suggest.active = (suggest.active + count - 1) % count;
    else if (event.key === 'Escape') ui.suggest = null;
    else if (event.key === 'Tab' && !event.shiftKey) complete(area, row);
    else if (event.key === 'Enter' && !event.shiftKey && area.value.trim() !== row.command) complete(area, row);
    else if (event.key === 'Enter' && !event.shiftKey) sendDraft(current, threadTs, key, area);
    else return;
    event.preventDefault();
    event.stopPropagation();
    redraw();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    sendDraft(current, threadTs, key, area);
  }
}

export function composer(current, threadTs) {
  const key = `${app.server.me.id}|${current.id}|${threadTs || ''}`;
  const label = threadTs ? t('replyTo') : t('messageTo', current.kind === 'channel' ? `#${current.name}` : titleOf(current));
  const id = threadTs ? 'composer-thread' : 'composer';
  const suggest = ui.suggest?.key === key ? ui.suggest : null;
  const draft = ui.drafts.get(key) || '';
  const typed = app.server.commands.find((c) => draft.startsWith(`${c.command} `));
  const area = () => document.getElementById(id);
  return h(
    'div', { class: 'composer', key: `composer-${key}`, id: `${id}-box` },
    typed && h('div', { class: 'usage', key: 'usage' }, h('code', null, `${typed.command} ${typed.usage_hint || ''}`), ' ', typed.description),
    h(
      'div', {
        class: 'composer-row', key: 'row',
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          if (event.dataTransfer.files.length) sendFiles(current, threadTs, event.dataTransfer.files);
        },
      },
      h('button', {
        type: 'button', class: 'icon-button', 'aria-label': t('runShortcut'), title: t('runShortcut'), 'aria-haspopup': 'menu',
        onclick: (event) => shortcutMenu(event.currentTarget, `shortcuts-${id}`),
      }, icon('plus')),
      h('textarea', {
        id, key: 'text', rows: 1, 'aria-label': label, placeholder: label, 'data-testid': id, autocomplete: 'off',
        role: 'combobox', 'aria-expanded': String(Boolean(suggest)), 'aria-autocomplete': 'list',
        'aria-controls': suggest ? 'suggestions' : null,
        'aria-activedescendant': suggest ? `suggestion-${suggest.active}` : null,
        created: (node) => {
          node.value = draft;
          fit(node);
          if (threadTs && ui.focusThread) node.focus();
          if (threadTs) ui.focusThread = false;
        },
        oninput: (event) => {
          ui.drafts.set(key, event.target.value);
          fit(event.target);
          refresh(key, event.target, Boolean(threadTs));
        },
        onkeydown: (event) => onKey(event, current, threadTs, key),
        onblur: () => {
          ui.suggest = null;
          redraw();
        },
      }),
      attachment(current, threadTs, id),
      h('button', {
        type: 'button', class: 'icon-button send', 'aria-label': t('send'), title: t('send'), key: 'send',
        'aria-disabled': draft.trim() ? null : 'true',
        onclick: () => sendDraft(current, threadTs, key, area()),
      }, icon('send')),
    ),
  );
}

export function suggestPopup() {
  const { suggest } = ui;
  if (!suggest) return null;
  const area = () => document.getElementById(suggest.key.endsWith('|') ? 'composer' : 'composer-thread');
  return h(
    'div', {
      class: 'popup listbox suggestions', role: 'listbox', id: 'suggestions', key: 'suggestions',
      'aria-label': t(suggest.kind === 'command' ? 'commands' : 'people'),
      onmousedown: (event) => event.preventDefault(),
    },
    h('div', { class: 'list-group', role: 'presentation' }, t(suggest.kind === 'command' ? 'commands' : 'people')),
    suggest.rows.map((row, index) => h(
      'div', {
        class: `option${index === suggest.active ? ' active' : ''}`, role: 'option', id: `suggestion-${index}`,
        key: row.command || row.id, 'aria-selected': String(index === suggest.active),
        onclick: () => complete(area(), row),
      },
      suggest.kind === 'command'
        ? h('div', { class: 'option-text' },
          h('div', null, h('strong', null, row.command), ' ', h('span', { class: 'usage-hint' }, row.usage_hint || '')),
          h('div', { class: 'option-more' }, row.description))
        : h('div', { class: 'option-text' }, h('div', null, h('strong', null, row.real_name || row.name), ` ${row.name}`)),
    )),
  );
}

export function placeSuggestions() {
  const { suggest } = ui;
  if (!suggest) return;
  const box = document.getElementById(suggest.key.endsWith('|') ? 'composer-box' : 'composer-thread-box');
  place(box?.querySelector('.composer-row'), document.getElementById('suggestions'), 'stretch');
}
