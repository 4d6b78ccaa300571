// A JSON value as a tree whose branches fold.

import { h } from './dom.js';

const OPEN_DEPTH = 3;

function scalar(value) {
  const kind = value === null ? 'null' : typeof value;
  return h('span', { class: `json-${kind}` }, JSON.stringify(value));
}

function node(value, depth, name) {
  const label = name === undefined ? null : h('span', { class: 'json-key' }, `${name}: `);
  if (value === null || typeof value !== 'object') return h('div', { class: 'json-line' }, label, scalar(value));
  const entries = Object.entries(value);
  const brackets = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!entries.length) return h('div', { class: 'json-line' }, label, brackets.join(''));
  return h(
    'details', { class: 'json-branch', open: depth < OPEN_DEPTH },
    h('summary', null, label, `${brackets[0]}${entries.length}${brackets[1]}`),
    entries.map(([key, child]) => node(child, depth + 1, key)),
  );
}

export function json(value) {
  if (value === undefined || value === null || value === '') return h('div', { class: 'json none' }, 'empty');
  if (typeof value === 'string') {
    try {
      return h('div', { class: 'json' }, node(JSON.parse(value), 0));
    } catch {
      return h('div', { class: 'json text' }, value);
    }
  }
  return h('div', { class: 'json' }, node(value, 0));
}
