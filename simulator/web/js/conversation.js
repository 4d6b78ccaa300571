// The conversation in the middle, and the thread beside it.

import { h, redraw } from './dom.js';
import { composer } from './composer.js';
import { home } from './home.js';
import { avatar, icon } from './icons.js';
import { t } from './i18n.js';
import { message, onListKey } from './message.js';
import { act } from './socket.js';
import { openConversation } from './sidebar.js';
import { conversation, personOf, titleOf, ui } from './store.js';
import { dayLabel, isoDay, tsToDate } from './time.js';

const JOIN_SECONDS = 300;

function list(channel, messages, inThread) {
  const out = [];
  let before = null;
  for (const item of messages) {
    const date = tsToDate(item.ts);
    const newDay = !before || isoDay(tsToDate(before.ts)) !== isoDay(date);
    if (newDay && !inThread) {
      out.push(h('div', { class: 'day', key: `day-${isoDay(date)}`, role: 'separator' }, h('span', null, dayLabel(date))));
    }
    const joined = !newDay && before.user === item.user && before.ephemeral === item.ephemeral
      && Number(item.ts) - Number(before.ts) < JOIN_SECONDS;
    out.push(message(channel, item, { joined, inThread }));
    before = item;
  }
  return out;
}

function isReply(item) {
  return item.thread_ts && item.thread_ts !== item.ts;
}

/** New messages pull the list along only when its end was in sight. */
function keepAtEnd(key) {
  return {
    'data-scroll': key,
    created: (node) => {
      node.scrollTop = node.scrollHeight;
      node.addEventListener('scroll', () => {
        node.atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
      });
      node.atEnd = true;
    },
  };
}

export function followMessages() {
  for (const node of document.querySelectorAll('[data-scroll]')) {
    if (node.atEnd) node.scrollTop = node.scrollHeight;
  }
}

function tabs(current, unread) {
  const tab = (name) => h('button', {
    type: 'button', role: 'tab', class: 'tab', id: `tab-${name}`, 'aria-selected': String(ui.appTab === name),
    'aria-controls': 'tab-panel', tabindex: ui.appTab === name ? 0 : -1,
    onclick: () => openConversation(current.id, name),
    onkeydown: (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      openConversation(current.id, name === 'home' ? 'messages' : 'home');
      (event.currentTarget.nextSibling || event.currentTarget.previousSibling).focus();
    },
  }, t(name), name === 'messages' && unread > 0 && h('span', { class: 'badge' }, String(unread)));
  return h('div', { class: 'tabs', role: 'tablist', 'aria-label': titleOf(current) }, tab('home'), tab('messages'));
}

const reading = new Set();

async function markRead(current) {
  if (!current.unread || document.hidden || reading.has(current.id)) return;
  reading.add(current.id);
  await act('read', { channel: current.id });
  reading.delete(current.id);
}

export function main() {
  const current = conversation();
  if (!current) return h('main', { class: 'main' });
  const isApp = current.kind === 'app';
  const atHome = isApp && ui.appTab === 'home';
  if (!atHome) markRead(current);
  const mark = isApp ? avatar(current.id, current.name, true, true)
    : current.kind === 'channel' ? icon('hash', 18) : avatar(personOf(current), current.name, false, true);
  return h(
    'main', { class: 'main' },
    h('header', { class: 'main-head' }, mark, h('h1', null, titleOf(current)), isApp && tabs(current, current.unread)),
    atHome
      ? h('div', { class: 'home', key: 'home', role: 'tabpanel', id: 'tab-panel', 'aria-labelledby': 'tab-home', 'data-testid': 'home' }, home())
      : h(
        'div', { class: 'conversation', key: current.id, role: isApp ? 'tabpanel' : null, id: isApp ? 'tab-panel' : null, 'aria-labelledby': isApp ? 'tab-messages' : null },
        h(
          'div', { class: 'messages', role: 'log', 'aria-label': current.name, 'data-testid': 'messages', tabindex: 0, onkeydown: onListKey, ...keepAtEnd(current.id) },
          h('div', { class: 'beginning', key: 'beginning' }, t('emptyConversation')),
          list(current.id, current.messages.filter((item) => !isReply(item)), false),
        ),
        composer(current, null),
      ),
  );
}

export function thread() {
  const current = conversation();
  const parent = ui.thread && current?.messages.find((item) => item.ts === ui.thread);
  if (!parent) return null;
  const replies = current.messages.filter((item) => isReply(item) && item.thread_ts === parent.ts);
  const close = () => {
    ui.thread = null;
    redraw();
  };
  return h(
    'aside', {
      class: 'pane thread', key: `thread-${parent.ts}`, 'aria-label': t('thread'), 'data-testid': 'thread',
      onkeydown: (event) => event.key === 'Escape' && !event.defaultPrevented && close(),
    },
    h(
      'header', { class: 'pane-head' }, h('h2', null, t('thread')), h('span', { class: 'pane-sub' }, current.name),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('close'), onclick: close }, icon('close')),
    ),
    h(
      'div', { class: 'messages', role: 'log', 'aria-label': t('thread'), tabindex: 0, onkeydown: onListKey, ...keepAtEnd(parent.ts) },
      message(current.id, parent, { inThread: true }),
      replies.length > 0 && h('div', { class: 'reply-count', key: 'count' }, t('replies', replies.length)),
      list(current.id, replies, true),
    ),
    composer(current, parent.ts),
  );
}
