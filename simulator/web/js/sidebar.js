// Workspace, acting user, conversations.

import { h, redraw } from './dom.js';
import { avatar, icon } from './icons.js';
import { t } from './i18n.js';
import { openMenu } from './menu.js';
import { act, actAs } from './socket.js';
import { app, conversation, personOf, titleOf, ui } from './store.js';
import { formatter } from './time.js';

export function openConversation(id, tab) {
  const target = conversation(id);
  if (!target) return;
  ui.channel = id;
  ui.thread = null;
  ui.sidebar = false;
  if (target.kind === 'app') {
    ui.appTab = tab || ui.appTab;
    act(ui.appTab === 'home' ? 'open_home' : 'open_messages');
  }
  redraw();
}

function entry(item, mark) {
  const current = item.id === ui.channel;
  return h(
    'li', { key: item.id },
    h(
      'button', {
        type: 'button', class: `nav-item${current ? ' current' : ''}${item.unread ? ' unread' : ''}`,
        'aria-current': current ? 'page' : null, 'data-channel': item.id, onclick: () => openConversation(item.id),
      },
      mark, h('span', { class: 'nav-name' }, titleOf(item)),
      item.unread > 0 && h('span', { class: 'badge' }, String(item.unread)),
    ),
  );
}

function group(title, items) {
  if (!items.length) return null;
  const id = `nav-${title}`;
  return h(
    'section', { class: 'nav-group', key: title, 'aria-labelledby': id },
    h('h2', { id }, title), h('ul', null, items),
  );
}

function clockOf(user) {
  return formatter(user.locale, { timeZone: user.tz, timeStyle: 'short' }).format(new Date());
}

function switcher() {
  const { me, users } = app.server;
  const name = (user) => user.real_name || user.name;
  const facts = (user) => [user.locale, user.tz, user.is_admin && t('admin')].filter(Boolean).join(' · ');
  const items = users.map((user) => ({
    text: name(user), more: facts(user), stacked: true, current: user.id === me.id,
    icon: avatar(user.id, name(user)), choose: () => actAs(user.id),
  }));
  return h(
    'button', {
      type: 'button', class: 'switcher', 'data-testid': 'act-as', 'aria-haspopup': 'menu',
      'aria-label': `${t('actAs')} ${name(me)}`, 'aria-expanded': String(ui.menu?.id === 'act-as'),
      onclick: (event) => openMenu(event.currentTarget, { id: 'act-as', label: t('actAs'), items, align: 'start' }),
    },
    avatar(me.id, name(me)),
    h(
      'span', { class: 'switcher-text' },
      h('span', { class: 'switcher-label' }, `${t('actAs')} · ${clockOf(me)}`),
      h('span', { class: 'switcher-name' }, name(me), icon('chevron', 14)),
      h('span', { class: 'switcher-more' }, facts(me)),
    ),
  );
}

export function sidebar() {
  const { workspace, conversations } = app.server;
  const ofKind = (kind) => conversations.filter((c) => c.kind === kind);
  const person = (item) => avatar(personOf(item), item.name, false, true);
  return h(
    'nav', { class: `sidebar${ui.sidebar ? ' open' : ''}`, 'aria-label': workspace.name, id: 'sidebar', 'data-testid': 'sidebar' },
    h('div', { class: 'workspace' }, h('strong', null, workspace.name), h('span', null, `${workspace.domain}.slack.test`)),
    switcher(),
    h(
      'div', { class: 'nav' },
      group(t('channels'), ofKind('channel').map((c) => entry(c, icon('hash', 16)))),
      group(t('dms'), ofKind('dm').map((c) => entry(c, person(c)))),
      group(t('apps'), ofKind('app').map((c) => entry(c, avatar(c.id, c.name, true, true)))),
    ),
  );
}
