// The app's Home tab.

import { h } from './dom.js';
import { blocks } from './blocks.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { app } from './store.js';

export function home() {
  const view = app.server.home;
  if (!view) return h('div', { class: 'empty', key: 'empty' }, icon('home', 32), h('p', null, t('emptyHome')));
  const ctx = {
    id: 'home', surface: 'home', target: { view_id: view.id }, values: app.server.home_values || {},
    errors: app.server.home_errors || {},
  };
  return h('div', { class: 'home-body blocks', key: 'body' }, blocks(ctx, view.blocks));
}
