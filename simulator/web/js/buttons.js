// Buttons, the overflow menu and the other things that are pressed.

import { h, redraw } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { openMenu } from './menu.js';
import { ui } from './store.js';
import { textObject, textString } from './textobject.js';
import { isPending, press } from './values.js';

export function button(ctx, block, element) {
  const busy = isPending(ctx, block, element);
  return h(
    'button',
    {
      type: 'button', key: element.action_id,
      class: `button${element.style ? ` ${element.style}` : ''}${busy ? ' busy' : ''}`,
      'aria-label': element.accessibility_label || null, 'aria-busy': busy ? 'true' : null,
      'data-action-id': element.action_id,
      onclick: () => {
        if (element.url) window.open(element.url, '_blank', 'noopener');
        press(ctx, block, element);
      },
    },
    textObject(element.text), element.url && icon('out', 14), busy && h('span', { class: 'spinner' }),
  );
}

export function overflow(ctx, block, element) {
  const id = `${ctx.id}|${block.block_id}|${element.action_id}|overflow`;
  return h(
    'button',
    {
      type: 'button', class: 'button overflow', key: element.action_id, 'aria-label': t('moreOptions'),
      'aria-haspopup': 'menu', 'aria-expanded': String(ui.menu?.id === id), 'data-action-id': element.action_id,
      onclick: (event) => {
        openMenu(event.currentTarget, {
          id,
          label: t('moreOptions'),
          items: element.options.map((option) => ({
            text: textString(option.text),
            more: textString(option.description),
            choose() {
              if (option.url) window.open(option.url, '_blank', 'noopener');
              press(ctx, block, element, option);
            },
          })),
        });
        redraw();
      },
    },
    icon('more'),
  );
}
