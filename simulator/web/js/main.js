// The page: what is drawn, and what happens after each drawing.

import { afterRedraw, h, mount, redraw } from './dom.js';
import { calendarPopup, focusCalendarDay } from './calendar.js';
import { placeSuggestions, shortcutMenu, suggestPopup } from './composer.js';
import { followMessages, main, thread } from './conversation.js';
import { keepFocus } from './focus.js';
import { icon } from './icons.js';
import { language, t } from './i18n.js';
import { menuPopup } from './menu.js';
import { modalOverlay } from './modal.js';
import { questionOverlay } from './question.js';
import { comboPopup, placeCombo } from './select.js';
import { sidebar } from './sidebar.js';
import { connect } from './socket.js';
import { app, topModal, ui } from './store.js';
import { toasts } from './toasts.js';
import { trafficPane } from './traffic.js';

function connection() {
  const { connected, transport } = app.server;
  const good = app.online && connected;
  const text = app.online ? t(connected ? 'connected' : 'disconnected') : t('offline');
  return h(
    'div', { class: `connection${good ? ' good' : ' bad'}`, role: 'status', 'data-testid': 'connection' },
    h('span', { class: 'dot' }), h('span', { class: 'connection-text' }, text),
    good && h('span', { class: 'transport' }, t(transport === 'socket' ? 'overSocket' : 'overHttp')),
  );
}

function topbar() {
  return h(
    'div', { class: 'topbar' },
    h('button', {
      type: 'button', class: 'icon-button burger', 'aria-label': t('menu'), 'aria-expanded': String(ui.sidebar),
      'aria-controls': 'sidebar',
      onclick: () => {
        ui.sidebar = !ui.sidebar;
        redraw();
      },
    }, icon('menu')),
    connection(),
    h('span', { class: 'spring' }),
    h('button', {
      type: 'button', class: 'top-button', 'aria-haspopup': 'menu', 'data-testid': 'shortcuts',
      'aria-label': t('shortcuts'), 'aria-expanded': String(ui.menu?.id === 'shortcuts-top'),
      onclick: (event) => shortcutMenu(event.currentTarget, 'shortcuts-top'),
    }, icon('bolt', 16), h('span', { class: 'top-label' }, t('shortcuts'))),
  );
}

/** Outside the shell, so that the panel can be opened while a form covers the rest. */
function trafficButton() {
  return h('button', {
    type: 'button', class: 'top-button traffic-button', key: 'traffic-button', 'aria-expanded': String(ui.traffic), 'aria-controls': 'traffic',
    'aria-label': t('traffic'), 'data-testid': 'traffic-toggle',
    onclick: () => {
      ui.traffic = !ui.traffic;
      redraw();
    },
  }, icon('pulse', 16), h('span', { class: 'top-label' }, t('traffic')));
}

function page() {
  if (!app.server) return h('div', { class: 'splash', role: 'status' }, h('span', { class: 'spinner' }));
  const covered = Boolean(topModal());
  return h(
    'div', { class: 'page' },
    h(
      'div', { class: 'shell', key: 'shell', inert: covered || Boolean(ui.question) },
      sidebar(),
      h('div', {
        class: `scrim${ui.sidebar ? ' open' : ''}`, key: 'scrim',
        onclick: () => {
          ui.sidebar = false;
          redraw();
        },
      }),
      h('div', { class: 'stage', key: 'stage' }, topbar(), h('div', { class: 'panes', key: 'panes' }, main(), thread())),
    ),
    trafficButton(),
    h('div', { class: 'beside', key: 'beside' }, trafficPane()),
    h('div', { class: 'over', key: 'modal', inert: Boolean(ui.question) }, modalOverlay()),
    h('div', { class: 'over', key: 'question' }, questionOverlay()),
    h('div', { class: 'over', key: 'popups' }, comboPopup(), menuPopup(), calendarPopup(), suggestPopup()),
    toasts(),
  );
}

/** Compared first: setting the language anew would cost a layout of the whole page. */
function nameDocument() {
  if (!app.server) return;
  const title = `${app.server.workspace.name} – ${app.server.app.name}`;
  if (document.title !== title) document.title = title;
  if (document.documentElement.lang !== language()) document.documentElement.lang = language();
}

afterRedraw(() => {
  keepFocus();
  placeCombo();
  placeSuggestions();
  focusCalendarDay();
  followMessages();
  nameDocument();
});

window.addEventListener('resize', redraw);
document.addEventListener('scroll', (event) => {
  if (ui.combo && !event.target.closest?.('.popup')) redraw();
}, true);

mount(document.getElementById('root'), page);
connect();
