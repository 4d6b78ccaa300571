// The top view of the modal stack.

import { h } from './dom.js';
import { blocks } from './blocks.js';
import { hasEdits } from './edits.js';
import { icon } from './icons.js';
import { language, t } from './i18n.js';
import { askToLeave } from './question.js';
import { inLanguage } from './sentences.js';
import { act } from './socket.js';
import { app, topModal } from './store.js';
import { textString } from './textobject.js';

const ctxId = (view) => `modal-${view.id}`;
const submitting = new Set(); // view ids between the click and the reply

async function submit(modal) {
  const id = modal.view.id;
  if (modal.busy || submitting.has(id)) return;
  submitting.add(id);
  try {
    await act('submit', { view_id: id });
  } finally {
    submitting.delete(id);
  }
}

/** Cancel, X and Escape. Like Slack's, the page asks first when something was entered. */
async function close(modal, how) {
  const dirty = modal.dirty || hasEdits(ctxId(modal.view));
  if (dirty && !(await askToLeave())) return;
  await act('close', { view_id: modal.view.id, how });
}

export function modalOverlay() {
  const modal = topModal();
  if (!modal) return null;
  const { view } = modal;
  const depth = app.server.modals.length;
  const ctx = {
    id: ctxId(view), surface: 'modal', target: { view_id: view.id }, values: modal.values,
    errors: modal.errors, submit: () => submit(topModal()),
  };
  const titleId = `modal-title-${view.id}`;
  const cancel = () => close(modal, 'cancel');
  return h(
    'div', { class: 'overlay', key: view.id, 'data-overlay': view.id, 'data-view-id': view.id },
    h(
      'div', {
        class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': titleId, tabindex: -1,
        'aria-busy': modal.busy ? 'true' : null, 'data-testid': 'modal', 'data-callback-id': view.callback_id,
        onkeydown: (event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.stopPropagation();
          cancel();
        },
      },
      h(
        'header', { class: 'modal-head' },
        depth > 1
          ? h('button', { type: 'button', class: 'icon-button', 'aria-label': t('back'), key: 'back', onclick: cancel }, icon('left'))
          : h('span', { class: 'app-badge', key: 'badge', 'aria-hidden': 'true' }, icon('bolt', 16)),
        h('h2', { id: titleId, class: 'modal-title' }, textString(view.title)),
        h('button', {
          type: 'button', class: 'icon-button', 'aria-label': t('close'), key: 'x', 'data-testid': 'modal-x',
          lang: language(), onclick: () => close(modal, 'x'),
        }, icon('close')),
      ),
      h(
        'div', { class: 'modal-body', 'data-overlay-body': '', key: 'body' },
        modal.notice && h('div', { class: 'alert error', role: 'alert', 'data-testid': 'modal-notice', key: 'notice' },
          icon('warn'), h('div', null, inLanguage(modal.notice))),
        h('div', { class: 'blocks', key: 'blocks' }, blocks(ctx, view.blocks)),
      ),
      h(
        'footer', { class: 'modal-foot', key: 'foot' },
        h('span', { class: 'modal-app' }, app.server.app.name),
        h('button', { type: 'button', class: 'button', key: 'cancel', 'data-testid': 'modal-cancel', onclick: cancel },
          textString(view.close) || t(view.submit ? 'cancel' : 'close')),
        view.submit && h('button', {
          type: 'button', class: `button primary${modal.busy ? ' busy' : ''}`, key: 'submit',
          'data-testid': 'modal-submit', 'aria-disabled': modal.busy ? 'true' : null,
          onclick: () => submit(modal),
        }, textString(view.submit), modal.busy && h('span', { class: 'spinner' })),
      ),
    ),
  );
}
