// Trouble on demand: slow, lost and doubled deliveries, refusals of the Web API, a dying client.

import { h, redraw } from './dom.js';
import { act } from './socket.js';
import { app, notify, ui } from './store.js';

const KINDS = [
  ['delay', 'Delay', 'delivery'], ['drop', 'Drop', 'delivery'], ['duplicate', 'Deliver twice', 'delivery'],
  ['rate_limit', 'Answer 429', 'api'], ['server_error', 'Answer 503', 'api'],
];
const DELIVERIES = [
  '*', 'slash_command', 'shortcut', 'message_action', 'block_actions', 'view_submission', 'view_closed',
  'block_suggestion', 'app_home_opened',
];
const METHODS = [
  'views.open', 'views.update', 'views.push', 'views.publish', 'chat.postMessage', 'chat.postEphemeral',
  'chat.update', 'users.info', 'conversations.open', 'files.info',
];

const form = { kind: 'delay', target: '*', count: '1', seconds: '4' };

function set(name) {
  return (event) => {
    form[name] = event.target.value;
    if (name === 'kind') form.target = scope() === 'api' ? METHODS[0] : DELIVERIES[0];
    redraw();
  };
}

function scope() {
  return KINDS.find(([kind]) => kind === form.kind)[2];
}

async function add() {
  const reply = await act('fault', {
    kind: form.kind, target: form.target, count: Number(form.count) || 1, seconds: Number(form.seconds) || 0,
  });
  if (reply.ok) redraw();
}

function field(name, label, control) {
  return h('div', { class: `fault-field ${name}` }, h('label', { for: `fault-${name}` }, label), control);
}

function listed(fault) {
  const name = KINDS.find(([kind]) => kind === fault.kind)?.[1] || fault.kind;
  const target = fault.target === '*' ? 'any delivery' : fault.target;
  const seconds = fault.seconds && ['delay', 'rate_limit'].includes(fault.kind) ? `, ${fault.seconds} s` : '';
  return `${name}: ${target} × ${fault.count}${seconds}`;
}

async function crash() {
  const reply = await act('crash');
  if (reply.ok) notify('The client died: its forms are gone and the app was told nothing.', 'info');
}

export function faults() {
  const active = Array.isArray(app.server.faults) ? app.server.faults : [];
  const timed = form.kind === 'delay' || form.kind === 'rate_limit';
  return h(
    'details', {
      class: 'faults', open: ui.faults || active.length > 0, 'data-testid': 'faults',
      ontoggle: (event) => { ui.faults = event.currentTarget.open; },
    },
    h('summary', null, 'Make trouble', active.length > 0 && h('span', { class: 'badge' }, String(active.length))),
    h(
      'div', { class: 'fault-form' },
      field('kind', 'Fault', h('select', { id: 'fault-kind', value: form.kind, onchange: set('kind') },
        KINDS.map(([kind, name]) => h('option', { value: kind, selected: kind === form.kind }, name)))),
      field('target', scope() === 'api' ? 'Method' : 'Delivery', h('select', { id: 'fault-target', value: form.target, onchange: set('target') },
        (scope() === 'api' ? METHODS : DELIVERIES).map((name) => h('option', { value: name, key: name, selected: name === form.target },
          name === '*' ? 'any' : name)))),
      field('count', 'Times', h('input', { id: 'fault-count', type: 'number', min: 1, max: 99, value: form.count, oninput: set('count') })),
      timed && field('seconds', 'Seconds', h('input', { id: 'fault-seconds', type: 'number', min: 0, max: 60, step: 0.5, value: form.seconds, oninput: set('seconds') })),
      h('button', { type: 'button', class: 'button small primary', onclick: add }, 'Add'),
    ),
    active.length > 0 && h(
      'div', { class: 'fault-list' },
      active.map((fault) => h('span', { class: 'fault' }, listed(fault))),
      h('button', { type: 'button', class: 'button small', onclick: () => act('clear_faults') }, 'Clear all'),
    ),
    h(
      'div', { class: 'fault-more' },
      h('button', { type: 'button', class: 'button small', onclick: crash }, 'Crash the client'),
      app.server.transport === 'socket' && h('button', {
        type: 'button', class: 'button small', onclick: () => act('disconnect', { reason: 'refresh_requested' }),
      }, 'Refresh the sockets'),
    ),
  );
}
