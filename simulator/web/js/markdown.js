// The markdown block: headings, lists, quotes, code, emphasis and links of standard Markdown.

import { h } from './dom.js';
import { link } from './mrkdwn.js';
import { withEmoji } from './emoji.js';

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(\S.*?)\*|_(\S.*?)_|\[([^\]]+)\]\(([^)\s]+)\)/;

function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return text ? [withEmoji(text)] : [];
  const [whole, code, strong, strong2, strike, em, em2, label, url] = match;
  let node;
  if (code !== undefined) node = h('code', null, code);
  else if (strong ?? strong2) node = h('strong', null, inline(strong ?? strong2));
  else if (strike) node = h('s', null, inline(strike));
  else if (em ?? em2) node = h('em', null, inline(em ?? em2));
  else node = link(url, label);
  const after = text.slice(match.index + whole.length);
  return [...inline(text.slice(0, match.index)), node, ...inline(after)];
}

const KINDS = [
  ['heading', /^#{1,6}\s+(.*)$/], ['ul', /^\s*[-*+]\s+(.*)$/], ['ol', /^\s*\d+[.)]\s+(.*)$/],
  ['blockquote', /^>\s?(.*)$/], ['hr', /^\s*(?:---+|\*\*\*+)\s*$/],
];

/** Consecutive lines of one kind make one element. */
export function markdown(text) {
  const groups = [];
  let fence = null;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      if (!fence) groups.push((fence = { kind: 'pre', lines: [] }));
      else fence = null;
    } else if (fence) fence.lines.push(line);
    else addLine(groups, line);
  }
  return groups.map(draw);
}

function addLine(groups, line) {
  const [kind, pattern] = KINDS.find(([, test]) => test.test(line)) || ['p', null];
  const body = pattern ? pattern.exec(line)[1] ?? '' : line;
  const last = groups.at(-1);
  if (kind === 'p' && !line.trim()) groups.push({ kind: 'gap', lines: [] });
  else if (last?.kind === kind && kind !== 'heading' && kind !== 'hr') last.lines.push(body);
  else groups.push({ kind, lines: [body] });
}

function draw({ kind, lines }) {
  const broken = () => lines.flatMap((line, i) => (i ? [h('br'), ...inline(line)] : inline(line)));
  switch (kind) {
    case 'gap': return null;
    case 'hr': return h('hr', { class: 'divider' });
    case 'pre': return h('pre', { class: 'code-block' }, lines.join('\n'));
    case 'heading': return h('div', { class: 'header-block small' }, inline(lines[0]));
    case 'ul':
    case 'ol': return h(kind, { class: 'rich-list' }, lines.map((line) => h('li', null, inline(line))));
    case 'blockquote': return h('blockquote', null, broken());
    default: return h('p', { class: 'paragraph' }, broken());
  }
}
