// Line icons drawn on a 20 × 20 grid.

import { h } from './dom.js';

const PATHS = {
  hash: 'M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5',
  home: 'M3.5 9 10 3.5 16.5 9v7a1 1 0 0 1-1 1h-3.5v-5h-4v5H4.5a1 1 0 0 1-1-1z',
  bolt: 'M11 2.5 4.5 11H9l-.5 6.5L15.5 9H11z',
  more: 'M10 4.2v.1M10 10v.1M10 15.8v.1',
  reply: 'M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-6.5L6 16.5v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z',
  close: 'M5 5l10 10M15 5 5 15',
  send: 'M3.5 4 17 10 3.5 16l2-6zM5.5 10H11',
  chevron: 'M5.5 8l4.5 4.5L14.5 8',
  left: 'M12.5 5 7.5 10l5 5',
  right: 'M7.5 5l5 5-5 5',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  pulse: 'M2.5 10h3.2l2.2-6 4 12 2.3-6h3.3',
  plus: 'M10 4v12M4 10h12',
  check: 'M4.5 10.5 8.5 14.5 15.5 6',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  calendar: 'M4.5 5h11a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  file: 'M6 2.8h5.5L15.5 7v9.2a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1zM11.2 3v4.2h4',
  out: 'M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7',
  warn: 'M10 3.2 17.5 16h-15zM10 8v3.8M10 13.9v.1',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.2v4.3M10 6.5v.1',
  replay: 'M4 10a6 6 0 1 0 2-4.5M4 3.5V7h3.5',
};

export function icon(name, size = 18) {
  return h(
    'svg',
    {
      viewBox: '0 0 20 20', width: size, height: size, class: `icon icon-${name}`, fill: 'none',
      stroke: 'currentColor', 'stroke-width': name === 'more' ? 2.4 : 1.6, 'stroke-linecap': 'round',
      'stroke-linejoin': 'round', 'aria-hidden': 'true', focusable: 'false',
    },
    h('path', { d: PATHS[name] }),
  );
}

/** A coloured square with initials: nobody in the simulator has a photograph. */
export function avatar(id, name, isBot, small) {
  let sum = 0;
  for (const char of id || '?') sum = (sum * 31 + char.codePointAt(0)) % 9973;
  const initials = (name || '?').split(/[\s-]+/).filter(Boolean).slice(0, 2)
    .map((word) => [...word][0].toUpperCase()).join('');
  return h(
    'span',
    {
      class: `avatar${small ? ' small' : ''}${isBot ? ' bot' : ''}`, 'aria-hidden': 'true',
      style: `--hue:${Math.round(sum * 137.5) % 360}`,
    },
    isBot ? icon('bolt', small ? 12 : 20) : initials,
  );
}
