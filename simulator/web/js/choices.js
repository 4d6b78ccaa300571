// Checkboxes and radio buttons.

import { h } from './dom.js';
import { textObject } from './textobject.js';
import { change, currentValue } from './values.js';

export function choices(ctx, block, element, a11y) {
  const many = element.type === 'checkboxes';
  const value = currentValue(ctx, block, element);
  const chosen = new Set(
    (many ? value.selected_options || [] : [value.selected_option]).filter(Boolean).map((o) => o.value),
  );
  const choose = (option, event) => {
    if (!many) {
      change(ctx, block, element, { selected_option: option });
      return;
    }
    const on = event.target.checked;
    const next = element.options.filter((o) => (o.value === option.value ? on : chosen.has(o.value)));
    change(ctx, block, element, { selected_options: next });
  };
  return h(
    'div', { ...a11y.attributes(), class: 'choices', role: many ? 'group' : 'radiogroup', key: 'control' },
    element.options.map((option, index) => {
      const id = `${a11y.id}-${index}`;
      return h(
        'div', { class: 'choice', key: option.value },
        h('input', {
          id, type: many ? 'checkbox' : 'radio', name: many ? null : a11y.id,
          checked: chosen.has(option.value),
          'aria-describedby': option.description ? `${id}-more` : null,
          onchange: (event) => choose(option, event),
        }),
        h(
          'div', { class: 'choice-text' },
          h('label', { for: id }, textObject(option.text)),
          option.description && h('div', { class: 'choice-more', id: `${id}-more` }, textObject(option.description)),
        ),
      );
    }),
  );
}
