// Block Kit blocks as nodes. A block that carries input is keyed by what Slack keys its state by.

import { h } from './dom.js';
import { describe, drawElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { markdown } from './markdown.js';
import { inLanguage } from './sentences.js';
import { richText } from './richtext.js';
import { textObject, textString } from './textobject.js';

/** ctx: {id, surface, target, values, errors, submit?} */
export function blocks(ctx, list) {
  return (list || []).map((block, index) => {
    const draw = DRAWN[block.type];
    const id = block.block_id ?? `#${index}`;
    return h(
      'div',
      { class: `block block-${block.type}`, 'data-block-id': block.block_id, key: keyOf(block, id) },
      draw ? draw(ctx, block) : h('div', { class: 'unsupported' }, t('unsupported', block.type)),
    );
  });
}

function keyOf(block, id) {
  return block.type === 'input' ? `${id}|${block.element.action_id}` : `${block.type}|${id}`;
}

function input(ctx, block) {
  const { element } = block;
  const error = ctx.errors?.[block.block_id];
  const optional = Boolean(block.optional);
  const field = { label: textString(block.label), hint: block.hint, error, optional };
  const grouped = element.type === 'checkboxes' || element.type === 'radio_buttons' || element.type === 'datetimepicker';
  const { id } = describe(ctx, block, element, { field });
  return h(
    'div', { class: `field${error ? ' invalid' : ''}` },
    h(
      grouped ? 'div' : 'label', { class: 'label', id: `${id}-label`, key: 'label', for: grouped ? null : id },
      textString(block.label), optional && h('span', { class: 'optional' }, ` ${t('optional')}`),
    ),
    h('div', { class: 'control', key: 'control' }, drawElement(ctx, block, element, { field })),
    error && h('div', { class: 'error', role: 'alert', id: `${id}-error`, key: 'error' }, icon('warn', 16), h('span', null, inLanguage(error))),
    block.hint && h('div', { class: 'hint', id: `${id}-hint`, key: 'hint' }, textObject(block.hint)),
  );
}

function section(ctx, block) {
  const name = textString(block.text).slice(0, 80);
  const { accessory } = block;
  const picture = accessory?.type === 'image';
  return h(
    'div', { class: `section${accessory && !picture && accessory.type !== 'button' && accessory.type !== 'overflow' ? ' wide' : ''}` },
    h(
      'div', { class: 'section-main' },
      block.text && h('div', { class: 'section-text' }, textObject(block.text)),
      block.fields && h('div', { class: 'section-fields' }, block.fields.map((f) => h('div', null, textObject(f)))),
    ),
    accessory && h(
      'div', { class: 'accessory', key: accessory.action_id || 'image' },
      picture ? image(accessory, 'thumb') : drawElement(ctx, block, accessory, { name }),
    ),
  );
}

function image(block, className) {
  return h('img', {
    class: className, src: block.image_url || block.slack_file?.url || '', alt: block.alt_text || '', loading: 'lazy',
    onerror: (event) => event.target.classList.add('broken'),
  });
}

function actions(ctx, block) {
  return h('div', { class: 'actions' }, block.elements.map((element) => (
    h('div', { class: 'action', key: element.action_id }, drawElement(ctx, block, element))
  )));
}

function context(ctx, block) {
  return h('div', { class: 'context' }, block.elements.map((element) => (element.type === 'image'
    ? image(element, 'context-image')
    : h('span', null, textObject(element)))));
}

function alert(ctx, block) {
  const level = block.level || block.style || 'default';
  const grave = level === 'error' || level === 'warning';
  return h(
    'div', { class: `alert ${level}`, role: grave ? 'alert' : 'status' },
    icon(grave ? 'warn' : level === 'success' ? 'check' : 'info'), h('div', null, textObject(block.text)),
  );
}

function cell(content) {
  if (content.type === 'rich_text') return richText(content);
  return content.text ?? String(content.value ?? '');
}

function table(ctx, block) {
  const align = (index) => `text-align:${block.column_settings?.[index]?.align || 'left'}`;
  const [head, ...rows] = block.rows;
  return h(
    'div', { class: 'table-scroll', tabindex: 0 },
    h(
      'table', null,
      h('thead', null, h('tr', null, head.map((c, i) => h('th', { scope: 'col', style: align(i) }, cell(c))))),
      h('tbody', null, rows.map((row) => h('tr', null, row.map((c, i) => h('td', { style: align(i) }, cell(c)))))),
    ),
  );
}

const DRAWN = {
  input, section, actions, context, alert, table,
  header: (ctx, block) => h('div', { class: 'header-block', role: 'heading', 'aria-level': '3' }, textObject(block.text)),
  divider: () => h('hr', { class: 'divider' }),
  image: (ctx, block) => h(
    'figure', { class: 'image' },
    block.title && h('figcaption', null, textObject(block.title)), image(block, 'picture'),
  ),
  rich_text: (ctx, block) => richText(block),
  markdown: (ctx, block) => markdown(block.text),
};
