// A menu under a button: arrows move, Enter chooses, Escape and Tab close.

import { h, redraw } from './dom.js';
import { icon } from './icons.js';
import { place } from './popover.js';
import { ui } from './store.js';

/** items: [{text, more?, icon?, current?, stacked?, choose}]; `stacked` puts `more` on a line of its own. */
export function openMenu(anchor, { id, label, items, empty, align = 'end' }) {
  if (ui.menu?.id === id) {
    closeMenu();
    return;
  }
  ui.menu = { id, label, items, empty, anchor, align };
  redraw();
}

export function closeMenu(giveFocusBack = true) {
  const menu = ui.menu;
  ui.menu = null;
  if (menu && giveFocusBack) menu.anchor.focus();
  redraw();
}

export function menuPopup() {
  const menu = ui.menu;
  if (!menu) return null;
  const enabled = menu.items.filter((item) => item.choose);
  const focusItem = (node, index) => {
    const all = node.querySelectorAll('[role=menuitem]');
    all[(index + all.length) % all.length]?.focus();
  };
  const onkeydown = (event) => {
    const node = event.currentTarget;
    const all = [...node.querySelectorAll('[role=menuitem]')];
    const at = all.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in moves) focusItem(node, moves[event.key]);
    else if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return h(
    'div',
    {
      class: 'popup menu', role: 'menu', key: `menu-${menu.id}`, 'aria-label': menu.label, tabindex: -1,
      onkeydown,
      created: (node) => {
        place(menu.anchor, node, menu.align);
        if (enabled.length) focusItem(node, Math.max(0, enabled.findIndex((item) => item.current)));
        else node.focus();
      },
    },
    menu.items.map((item) => (
      h(
        'button',
        {
          type: 'button', class: `menu-item${item.stacked ? ' stacked' : ''}`, role: 'menuitem', tabindex: -1,
          'aria-current': item.current ? 'true' : null,
          onclick: () => {
            closeMenu();
            item.choose();
          },
        },
        item.icon,
        h('span', { class: 'menu-words' }, h('span', { class: 'menu-text' }, item.text),
          item.more && h('span', { class: 'menu-more' }, item.more)),
        item.current && icon('check', 16),
      ))),
    !enabled.length && h('div', { class: 'menu-empty' }, menu.empty),
  );
}

document.addEventListener('pointerdown', (event) => {
  if (!ui.menu || event.target.closest('.menu') || ui.menu.anchor.contains(event.target)) return;
  closeMenu(false);
});
