// All that the page knows: what the server pushed, and what is only on this screen.

import { redraw } from './dom.js';

export const app = {
  server: null, // the last "state" message
  traffic: [], // newest first
  online: false, // is the page connected to the simulator?
};

export const ui = {
  channel: null, // id of the conversation shown
  appTab: 'home', // 'home' | 'messages', in the app's own conversation
  message: null, // the message whose tools are in the tab order
  thread: null, // ts of the parent message shown in the side pane
  traffic: false,
  trafficOpen: new Set(), // ids of expanded entries
  trafficFilter: 'all',
  sidebar: false, // only matters on a narrow screen
  drafts: new Map(), // composer key -> text being written
  suggest: null, // open autocomplete of a composer
  combo: null, // open typeahead of a select
  menu: null, // open menu
  question: null, // open confirm dialog
  notices: [], // messages of the page itself, shown like toasts
  pending: new Set(), // keys of buttons waiting for an answer
};

const TRAFFIC_KEPT = 400;

export function receiveState(state) {
  app.server = state;
  const known = state.conversations.some((c) => c.id === ui.channel);
  if (!known) {
    const first = state.conversations.find((c) => c.kind === 'channel') || state.conversations[0];
    ui.channel = first ? first.id : null;
    ui.thread = null;
  }
  redraw();
}

/** A delivery is pushed when it starts and again when it ends: same id, same row. */
export function receiveTraffic(entry) {
  const index = app.traffic.findIndex((known) => known.id === entry.id);
  if (index >= 0) app.traffic[index] = entry;
  else app.traffic.unshift(entry);
  app.traffic.length = Math.min(app.traffic.length, TRAFFIC_KEPT);
  redraw();
}

/** Slack's client calls the app's conversation by the app's name, not by its bot's. */
export function titleOf({ kind, name }) {
  return kind === 'app' ? app.server.app.name : name;
}

export function conversation(id = ui.channel) {
  return app.server?.conversations.find((c) => c.id === id) || null;
}

export function userById(id) {
  return app.server?.users.find((u) => u.id === id) || null;
}

/** Who is at the other end of a direct conversation, for the colour of the avatar. */
export function personOf({ id, name }) {
  return app.server.users.find((u) => u.real_name === name)?.id || id;
}

export function topModal() {
  return app.server?.modals.at(-1) || null;
}

let noticeCount = 0;

/** Tell the user something that doesn't come from the server. */
export function notify(text, kind = 'error') {
  noticeCount += 1;
  const id = `page-${noticeCount}`;
  ui.notices = [...ui.notices.filter((notice) => notice.text !== text), { id, kind, text }];
  redraw();
}

export function dropNotice(id) {
  ui.notices = ui.notices.filter((notice) => notice.id !== id);
  redraw();
}
