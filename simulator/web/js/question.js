// Confirm dialogs: an element's own, and the page's question before a half-filled form is left.

import { h, redraw } from './dom.js';
import { language, t } from './i18n.js';
import { ui } from './store.js';
import { textObject, textString } from './textobject.js';

let count = 0;

/** Show a confirm object; resolves to what the user decided. */
export function ask(confirm) {
  ui.question?.answer(false);
  return new Promise((resolve) => {
    count += 1;
    ui.question = {
      id: `question-${count}`,
      confirm,
      answer(yes) {
        ui.question = null;
        redraw();
        resolve(yes);
      },
    };
    redraw();
  });
}

export function askToLeave() {
  const plain = (key) => ({ type: 'plain_text', text: t(key) });
  return ask({
    title: plain('leaveTitle'), text: plain('leaveText'), confirm: plain('leave'), deny: plain('stay'),
    style: 'danger',
  });
}

export function questionOverlay() {
  const question = ui.question;
  if (!question) return null;
  const { title, text, confirm, deny, style } = question.confirm;
  const id = question.id;
  const grave = style === 'danger'; // then a hasty Enter takes the way back
  return h(
    'div', { class: 'overlay', key: id, 'data-overlay': id },
    h(
      'div',
      {
        class: 'dialog', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': `${id}-title`,
        'aria-describedby': `${id}-text`, 'data-testid': 'confirm', lang: language(), tabindex: -1,
        onkeydown: (event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          question.answer(false);
        },
      },
      h('h2', { id: `${id}-title`, class: 'dialog-title' }, textString(title)),
      h('div', { id: `${id}-text`, class: 'dialog-text' }, textObject(text)),
      h(
        'div', { class: 'dialog-actions' },
        h('button', {
          type: 'button', class: 'button', 'data-initial-focus': grave ? '' : null, onclick: () => question.answer(false),
        }, textString(deny) || t('cancel')),
        h('button', {
          type: 'button', class: `button ${grave ? 'danger' : 'primary'}`, 'data-initial-focus': grave ? null : '',
          onclick: () => question.answer(true),
        }, textString(confirm) || t('submit')),
      ),
    ),
  );
}
