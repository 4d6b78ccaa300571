// The connection to the simulator: state pushes in, operations out, in the order they were made.

import { redraw } from './dom.js';
import { app, conversation, notify, receiveState, receiveTraffic, ui } from './store.js';
import { forgetEdits, settleEdits } from './edits.js';
import { t } from './i18n.js';

const RETRY_MS = [200, 500, 1000, 2000, 4000];

let socket = null;
let attempts = 0;
let nextId = 1;
let waiting = new Map();
let reopenApp = false;
let user = new URLSearchParams(location.search).get('user');

export function currentUser() {
  return user || app.server?.me.id || '';
}

export function connect() {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const query = user ? `?user=${encodeURIComponent(user)}` : '';
  const mine = new WebSocket(`${scheme}://${location.host}/ui/ws${query}`);
  socket = mine;
  mine.onopen = () => {
    attempts = 0;
    app.online = true;
    redraw();
  };
  mine.onmessage = (event) => {
    if (socket === mine) receive(JSON.parse(event.data));
  };
  mine.onclose = () => {
    if (socket !== mine) return;
    app.online = false;
    failWaiting();
    const delay = RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)];
    attempts += 1;
    setTimeout(user && !app.server ? connectAsKnown : connect, delay);
    redraw();
  };
}

/** The address may name somebody of another workspace: then the first user of this one it is. */
async function connectAsKnown() {
  const answer = await fetch(`/ui/state?user=${encodeURIComponent(user)}`).catch(() => null);
  if (answer?.status === 404) {
    user = null;
    history.replaceState(null, '', location.pathname);
  }
  connect();
}

function receive(message) {
  if (message.type === 'state') {
    settleEdits();
    receiveState(message);
    if (reopenApp) showAppAgain();
  } else if (message.type === 'traffic') {
    receiveTraffic(message.entry);
  } else if (message.type === 'reply') {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  }
}

function failWaiting() {
  const lost = waiting;
  waiting = new Map();
  for (const resolve of lost.values()) resolve({ ok: false, error: 'disconnected' });
}

/** Send one operation; resolves to the reply, never rejects. */
export function send(op, params = {}) {
  if (!socket || socket.readyState !== WebSocket.OPEN) {
    return Promise.resolve({ ok: false, error: 'disconnected' });
  }
  const id = nextId++;
  const reply = new Promise((resolve) => waiting.set(id, resolve));
  socket.send(JSON.stringify({ id, op, ...params }));
  return reply;
}

/** Send, and show the user a refusal that nothing else on the page would show. */
export async function act(op, params = {}) {
  const reply = await send(op, params);
  if (!reply.ok) notify(reply.error === 'disconnected' ? t('offline') : reply.error || t('failed'));
  return reply;
}

/** Who looks at the app's Home keeps looking at it as another user. */
function showAppAgain() {
  reopenApp = false;
  ui.channel = app.server.conversations.find((c) => c.kind === 'app')?.id ?? ui.channel;
  act(ui.appTab === 'home' ? 'open_home' : 'open_messages');
}

/** Continue as another user of the workspace. */
export function actAs(id) {
  user = id;
  reopenApp = conversation()?.kind === 'app';
  const url = new URL(location.href);
  url.searchParams.set('user', id);
  history.replaceState(null, '', url);
  forgetEdits();
  Object.assign(ui, { thread: null, combo: null, menu: null, question: null, suggest: null });
  app.traffic = [];
  const old = socket;
  socket = null;
  failWaiting();
  old?.close();
  connect();
}
