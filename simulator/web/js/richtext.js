// rich_text blocks, and the plain editing of rich_text_input.

import { h } from './dom.js';
import { channelMention, link, userMention } from './mrkdwn.js';
import { emojiByName } from './emoji.js';
import { formatDateToken } from './time.js';

const STYLES = [['code', 'code'], ['bold', 'strong'], ['italic', 'em'], ['strike', 's'], ['underline', 'u']];

function styled(node, style) {
  let out = node;
  for (const [name, tag] of STYLES) if (style?.[name]) out = h(tag, null, out);
  return out;
}

function withBreaks(text) {
  return text.split('\n').flatMap((line, index) => (index ? [h('br'), line] : [line]));
}

const LEAVES = {
  text: (e) => withBreaks(e.text),
  link: (e) => link(e.url, e.text),
  user: (e) => userMention(e.user_id),
  channel: (e) => channelMention(e.channel_id),
  usergroup: (e) => h('span', { class: 'mention' }, `@${e.usergroup_id}`),
  broadcast: (e) => h('span', { class: 'mention loud' }, `@${e.range}`),
  emoji: (e) => emojiByName(e.name) ?? `:${e.name}:`,
  color: (e) => h('span', { class: 'swatch', style: `--swatch:${CSS.supports('color', e.value) ? e.value : 'transparent'}` }, e.value),
  date: (e) => h('span', { class: 'date' }, formatDateToken(e.timestamp, e.format)),
};

function leaves(elements) {
  return (elements || []).map((e) => styled(LEAVES[e.type] ? LEAVES[e.type](e) : e.text || '', e.style));
}

export function richText(block) {
  return (block.elements || []).map((part) => {
    switch (part.type) {
      case 'rich_text_list':
        return h(
          part.style === 'ordered' ? 'ol' : 'ul',
          { class: 'rich-list', style: `--indent:${part.indent || 0}`, start: part.offset ? part.offset + 1 : null },
          part.elements.map((item) => h('li', null, leaves(item.elements))),
        );
      case 'rich_text_quote':
        return h('blockquote', null, leaves(part.elements));
      case 'rich_text_preformatted':
        return h('pre', { class: 'code-block' }, leaves(part.elements));
      default:
        return h('div', { class: 'rich-section' }, leaves(part.elements));
    }
  });
}

/** The text of a rich_text value, for editing without formatting. */
export function richTextToPlain(value) {
  const leafText = (e) => e.text ?? e.url ?? (e.user_id && `<@${e.user_id}>`) ?? (e.name && `:${e.name}:`) ?? '';
  const partText = (part) => (part.type === 'rich_text_list'
    ? part.elements.map((item) => `• ${item.elements.map(leafText).join('')}`).join('\n')
    : (part.elements || []).map(leafText).join(''));
  return (value?.elements || []).map(partText).join('\n');
}

export function plainToRichText(text) {
  if (!text) return null;
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: 'rich_text', elements: [section] };
}
