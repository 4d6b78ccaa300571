// Fields that are typed into: plain text, e-mail, URL, number, rich text.

import { h, redraw } from './dom.js';
import { t } from './i18n.js';
import { plainToRichText, richTextToPlain } from './richtext.js';
import { act } from './socket.js';
import { textString } from './textobject.js';
import { change, currentValue, where } from './values.js';

const LONGEST = 3000; // Slack's limit for a text field without one of its own

const KINDS = {
  plain_text_input: { type: 'text' },
  email_text_input: { type: 'email', inputmode: 'email' },
  url_text_input: { type: 'text', inputmode: 'url' },
  number_input: { type: 'text', inputmode: 'decimal' },
};

export function textField(ctx, block, element, a11y) {
  const rich = element.type === 'rich_text_input';
  const value = currentValue(ctx, block, element);
  const shown = rich ? richTextToPlain(value.rich_text_value) : value.value ?? '';
  const multiline = rich || element.multiline;
  const focused = document.activeElement?.id === a11y.id;
  const counter = counts(element, shown, multiline) ? `${a11y.id}-count` : null;
  const props = {
    ...a11y.attributes(counter),
    class: `text-input${multiline ? ' multiline' : ''}`,
    key: 'control',
    placeholder: textString(element.placeholder),
    maxlength: element.max_length ?? LONGEST,
    // What is being typed belongs to the user until the field is left.
    value: focused ? undefined : shown,
    oninput: (event) => {
      const text = event.target.value;
      change(ctx, block, element, rich ? { rich_text_value: plainToRichText(text) } : { value: text || null });
    },
    onblur: redraw,
    onkeydown: (event) => onKey(event, ctx, block, element, multiline),
  };
  const field = multiline
    ? h('textarea', { ...props, rows: 3, created: grow })
    : h('input', { ...props, ...KINDS[element.type], autocomplete: 'off', 'data-1p-ignore': '' });
  return [field, counter && count(counter, shown, element.max_length)];
}

/** A long text always shows what is left, a short one when it gets tight. */
function counts(element, shown, multiline) {
  const max = element.max_length;
  return max && (multiline || [...shown].length >= max * 0.75);
}

function grow(area) {
  const fit = () => {
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
  };
  area.addEventListener('input', fit);
  fit();
}

function count(id, text, max) {
  const left = max - [...text].length;
  return h(
    'div', { class: `counter${left < 0 ? ' over' : ''}`, id, key: 'counter' },
    h('span', { 'aria-hidden': 'true' }, `${left}`), h('span', { class: 'unseen' }, t('left', left)),
  );
}

/** Enter in a single-line field submits, unless the app asked to hear of it first. */
async function onKey(event, ctx, block, element, multiline) {
  if (event.key !== 'Enter' || event.isComposing || multiline) return;
  event.preventDefault();
  const reply = await act('enter', where(ctx, block, element));
  if (reply.ok && !reply.dispatched && ctx.surface === 'modal') ctx.submit();
}

