// Short messages in the corner: the server's, which it remembers, and the page's own.

import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { inLanguage } from './sentences.js';
import { send } from './socket.js';
import { app, dropNotice, ui } from './store.js';

const SHOWN_MS = 12_000;

export function toasts() {
  const all = [
    ...app.server.toasts.map((toast) => ({ ...toast, drop: () => send('dismiss_toast', { toast_id: toast.id }) })),
    ...ui.notices.map((toast) => ({ ...toast, drop: () => dropNotice(toast.id) })),
  ];
  return h(
    'div', { class: 'toasts', key: 'toasts' },
    all.map((toast) => h(
      'div', {
        class: `toast ${toast.kind}`, key: `toast-${toast.id}`, role: toast.kind === 'info' ? 'status' : 'alert', 'data-testid': 'toast',
        created: () => setTimeout(toast.drop, SHOWN_MS),
      },
      icon(toast.kind === 'info' ? 'info' : 'warn'), h('div', { class: 'toast-text' }, inLanguage(toast.text)),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('dismiss'), onclick: toast.drop }, icon('close', 14)),
    )),
  );
}
