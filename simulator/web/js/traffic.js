// The traffic panel: what went to the app and what came from it; replay and faults.

import { h, redraw } from './dom.js';
import { faults } from './faults.js';
import { icon } from './icons.js';
import { json } from './json.js';
import { act } from './socket.js';
import { app, ui } from './store.js';

// Developers read this panel: it speaks English and Slack's own names, whoever is acted as.
const FILTERS = [
  ['all', 'All', () => true],
  ['to', 'To the app', (e) => e.direction === 'to_app'],
  ['from', 'Web API', (e) => e.direction === 'from_app'],
  ['failed', 'Failed', (e) => verdict(e) === 'bad'],
];

function verdict(entry) {
  const { status } = entry;
  if (status === 'pending' || status === null || status === undefined) return 'pending';
  if (status === 'ok' || (typeof status === 'number' && status < 300)) return 'good';
  return 'bad';
}

function duration(ms) {
  if (ms === null || ms === undefined) return '';
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function clock(time) {
  const date = typeof time === 'number' ? new Date(time * 1000) : new Date(time);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleTimeString('en-GB');
}

function toggle(id) {
  if (ui.trafficOpen.has(id)) ui.trafficOpen.delete(id);
  else ui.trafficOpen.add(id);
  redraw();
}

function row(entry) {
  const open = ui.trafficOpen.has(entry.id);
  const out = entry.direction === 'to_app';
  return h(
    'li', { class: `delivery${open ? ' open' : ''}`, key: entry.id, 'data-testid': 'delivery', 'data-kind': entry.kind, 'data-entry': entry.id },
    h(
      'div', { class: 'delivery-row' },
      h(
        'button', { type: 'button', class: 'delivery-toggle', 'aria-expanded': String(open), onclick: () => toggle(entry.id) },
        h('span', { class: `way ${out ? 'out' : 'in'}`, title: out ? 'Slack to the app' : 'The app to Slack' },
          out ? '→' : '←', h('span', { class: 'unseen' }, out ? 'to the app' : 'from the app')),
        h('span', { class: 'delivery-text' },
          h('span', { class: 'delivery-kind' }, entry.kind), h('span', { class: 'summary' }, entry.summary)),
        h('span', { class: 'delivery-meta' },
          h('span', { class: `status ${verdict(entry)}` }, String(entry.status ?? 'pending')),
          h('span', { class: 'took' }, duration(entry.duration_ms) || clock(entry.time))),
      ),
    ),
    open && h(
      'div', { class: 'delivery-body', key: 'body' },
      h('div', { class: 'delivery-tools' },
        h('time', null, clock(entry.time)),
        entry.can_replay && h('button', { type: 'button', class: 'button small', onclick: () => act('replay', { entry_id: entry.id }) },
          icon('replay', 14), 'Replay')),
      h('h4', null, out ? 'Sent' : 'Request'), json(entry.body),
      h('h4', null, out ? 'Answer' : 'Response'), json(entry.response),
    ),
  );
}

export function trafficPane() {
  if (!ui.traffic) return null;
  const [, , wanted] = FILTERS.find(([id]) => id === ui.trafficFilter);
  const shown = app.traffic.filter(wanted);
  const close = () => {
    ui.traffic = false;
    redraw();
  };
  return h(
    'aside', { class: 'pane traffic', key: 'traffic', 'aria-label': 'Traffic', id: 'traffic', 'data-testid': 'traffic', lang: 'en' },
    h(
      'header', { class: 'pane-head' }, h('h2', null, 'Traffic'),
      h('span', { class: 'pane-sub' }, app.server.transport === 'socket' ? 'Socket Mode' : 'HTTP'),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close traffic', onclick: close }, icon('close')),
    ),
    faults(),
    h(
      'div', { class: 'filters', role: 'group', 'aria-label': 'Show' },
      FILTERS.map(([id, name, test]) => h('button', {
        type: 'button', class: 'filter', 'aria-pressed': String(ui.trafficFilter === id), key: id,
        onclick: () => {
          ui.trafficFilter = id;
          redraw();
        },
      }, name, h('span', { class: 'count' }, String(app.traffic.filter(test).length)))),
    ),
    shown.length
      ? h('ol', { class: 'deliveries', key: 'list' }, shown.map(row))
      : h('p', { class: 'empty', key: 'none' }, 'Nothing yet. Run a command, press a button, open the Home tab.'),
  );
}
