// Composition text objects: mrkdwn is formatted, plain_text is shown as it was written.

import { h } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { withEmoji } from './emoji.js';

/** A text object as nodes. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === 'mrkdwn') return mrkdwn(object.text);
  return object.text.split('\n').flatMap((line, index) => {
    const shown = object.emoji === false ? line : withEmoji(line);
    return index ? [h('br'), shown] : [shown];
  });
}

/** A text object as one string, for placeholders, titles and accessible names. */
export function textString(object) {
  if (!object) return '';
  return object.emoji === false ? object.text : withEmoji(object.text);
}
