// Slack's mrkdwn as nodes. Only here are &amp; &lt; &gt; turned back; plain_text stays as written.

import { h } from './dom.js';
import { conversation, userById } from './store.js';
import { formatDateToken } from './time.js';
import { withEmoji } from './emoji.js';

export function unescapeEntities(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function userMention(id, fallback) {
  const user = userById(id);
  return h('span', { class: 'mention' }, `@${user ? user.real_name || user.name : fallback || id}`);
}

export function channelMention(id, fallback) {
  const channel = conversation(id);
  return h('span', { class: 'mention' }, `#${channel ? channel.name : fallback || id}`);
}

export function link(url, label) {
  const safe = /^(https?:|mailto:|tel:|slack:)/i.test(url);
  if (!safe) return label || url;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label || url);
}

/** mrkdwn text -> nodes, with block quotes and fenced code. */
export function mrkdwn(text) {
  const out = [];
  for (const [index, part] of text.split(/```/).entries()) {
    if (index % 2 === 1) {
      out.push(h('pre', { class: 'code-block' }, unescapeEntities(part.replace(/^\n|\n$/g, ''))));
    } else {
      out.push(...lines(index ? part.replace(/^\n/, '') : part));
    }
  }
  return out;
}

function lines(text) {
  const out = [];
  let quote = null;
  let first = true;
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) {
        quote = [];
        out.push({ ...h('blockquote'), children: quote });
      } else quote.push(h('br'));
      quote.push(...inline(quoted[1]));
    } else {
      if (!first && !quote) out.push(h('br'));
      quote = null;
      out.push(...inline(line));
    }
    first = false;
  }
  return out;
}

const CODE_OR_TOKEN = /`([^`]+)`|<([^<>]+)>/g;

function inline(text) {
  const out = [];
  // Code and <…> tokens are opaque: they become placeholders, so that a style may span them.
  const opaque = [];
  const masked = text.replace(CODE_OR_TOKEN, (whole, code, token) => {
    opaque.push(code === undefined ? bracket(token) : h('code', null, unescapeEntities(code)));
    return `\uE000${opaque.length - 1}\uE001`;
  });
  style(masked, opaque, out);
  return out;
}

const STYLED = /(^|[\s([{"'.,;:!?\-_*~\u{E001}])([*_~])(?=\S)(.*?\S)\2(?=$|[\s)\]}"'.,;:!?\-_*~\u{E000}])/u;
const TAGS = { '*': 'strong', _: 'em', '~': 's' };

function style(text, opaque, out) {
  const match = STYLED.exec(text);
  if (!match) {
    plain(text, opaque, out);
    return;
  }
  const [whole, before, mark, inner] = match;
  plain(text.slice(0, match.index) + before, opaque, out);
  const children = [];
  style(inner, opaque, children);
  out.push(h(TAGS[mark], null, children));
  style(text.slice(match.index + whole.length), opaque, out);
}

function plain(text, opaque, out) {
  for (const part of text.split(/(\uE000\d+\uE001)/)) {
    if (part.startsWith('\uE000')) out.push(opaque[Number(part.slice(1, -1))] ?? '');
    else if (part) out.push(withEmoji(unescapeEntities(part)));
  }
}

function bracket(token) {
  const [target, label] = split(token, '|');
  if (target.startsWith('@')) return userMention(target.slice(1), label);
  if (target.startsWith('#')) return channelMention(target.slice(1), label);
  if (target.startsWith('!date^')) return dateToken(target, label);
  if (target.startsWith('!subteam^')) return h('span', { class: 'mention' }, label || '@group');
  if (target.startsWith('!')) {
    return h('span', { class: 'mention loud' }, `@${label || target.slice(1)}`);
  }
  return link(unescapeEntities(target), label && withEmoji(unescapeEntities(label)));
}

function dateToken(target, label) {
  const [, seconds, pattern, url] = target.split('^');
  const shown = Number.isFinite(Number(seconds)) && pattern
    ? formatDateToken(Number(seconds), unescapeEntities(pattern))
    : label || target;
  return url ? link(url, shown) : h('span', { class: 'date' }, shown);
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
