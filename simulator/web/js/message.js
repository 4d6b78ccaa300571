// One message: author, text or blocks, thread line, hover actions.

import { h, redraw } from './dom.js';
import { blocks } from './blocks.js';
import { fileChip } from './files.js';
import { avatar, icon } from './icons.js';
import { t } from './i18n.js';
import { openMenu } from './menu.js';
import { mrkdwn } from './mrkdwn.js';
import { act } from './socket.js';
import { app, ui } from './store.js';
import { clock, fullTime, tsToDate } from './time.js';

export function openThread(ts) {
  ui.thread = ts;
  ui.focusThread = true;
  redraw();
}

function shortcutItems(channel, message) {
  const items = app.server.message_shortcuts.map((shortcut) => ({
    text: shortcut.name, more: app.server.app.name, icon: icon('bolt', 16),
    choose: () => act('message_shortcut', { callback_id: shortcut.callback_id, channel, ts: message.ts }),
  }));
  return items;
}

function toolbar(channel, message, inThread, id, active) {
  if (message.ephemeral) return null;
  const tabindex = active ? 0 : -1;
  const open = ui.menu?.id === id;
  return h(
    'div', { class: `message-tools${open ? ' open' : ''}`, key: 'tools' },
    !inThread && h('button', {
      type: 'button', class: 'icon-button', tabindex, 'aria-label': t('reply'), title: t('reply'),
      onclick: () => openThread(message.thread_ts || message.ts),
    }, icon('reply')),
    h('button', {
      type: 'button', class: 'icon-button', tabindex, 'aria-label': t('more'), title: t('more'), 'aria-haspopup': 'menu',
      'aria-expanded': String(open), 'data-testid': 'more-actions',
      onclick: (event) => openMenu(event.currentTarget, {
        id, label: t('more'), items: shortcutItems(channel, message), empty: t('noShortcuts'),
      }),
    }, icon('more')),
  );
}

/** Up and Down go from message to message; Tab then reaches the tools of that message only. */
export function onListKey(event) {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const here = event.target.closest('.message');
  if (event.target !== here && event.target !== event.currentTarget) return;
  const all = [...event.currentTarget.querySelectorAll('.message')];
  const at = here ? all.indexOf(here) + (event.key === 'ArrowUp' ? -1 : 1) : all.length - 1;
  all[at]?.focus();
  event.preventDefault();
}

/** `joined`: the same author goes on, so the head is left out. */
export function message(channel, item, { joined = false, inThread = false } = {}) {
  const date = tsToDate(item.ts);
  const ctx = {
    id: `message-${channel}-${item.ts}${inThread ? '-thread' : ''}`, surface: 'message',
    target: { channel, ts: item.ts }, values: item.values || {}, errors: {},
  };
  const id = `tools-${ctx.id}`;
  return h(
    'article', {
      class: `message${joined ? ' joined' : ''}${item.ephemeral ? ' ephemeral' : ''}`, key: ctx.id,
      'data-testid': 'message', 'data-ts': item.ts, tabindex: -1,
      onfocusin: () => {
        if (ui.message === ctx.id) return;
        ui.message = ctx.id;
        redraw();
      }, 'aria-label': `${item.author_name}, ${clock(date)}`,
    },
    h('div', { class: 'message-side', key: 'side' }, joined
      ? h('time', { class: 'message-hour', title: fullTime(date) }, clock(date))
      : avatar(item.user, item.author_name, item.is_bot)),
    h(
      'div', { class: 'message-main', key: 'main' },
      item.ephemeral && h('div', { class: 'only-you', key: 'only' }, icon('eye', 14), t('onlyYou')),
      !joined && h(
        'div', { class: 'message-head', key: 'head' },
        h('strong', null, item.author_name),
        item.is_bot && h('span', { class: 'app-tag' }, t('appTag')),
        h('time', { title: fullTime(date) }, clock(date)),
      ),
      h(
        'div', { class: 'message-body', key: 'body' },
        item.blocks?.length
          ? h('div', { class: 'blocks' }, blocks(ctx, item.blocks))
          : h('div', { class: 'message-text' }, mrkdwn(item.text || '')),
        item.edited && h('span', { class: 'edited' }, ` ${t('edited')}`),
      ),
      item.files?.length > 0 && h('div', { class: 'message-files', key: 'files' }, item.files.map((f) => fileChip(f))),
      !inThread && item.reply_count > 0 && h('button', {
        type: 'button', class: 'replies', key: 'replies', onclick: () => openThread(item.ts),
      }, icon('reply', 14), t('replies', item.reply_count)),
    ),
    toolbar(channel, item, inThread, id, ui.message === ctx.id),
  );
}
