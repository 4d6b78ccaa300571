// One interactive element, and how assistive technology is told what it is.

import { button, overflow } from './buttons.js';
import { choices } from './choices.js';
import { datepicker, datetimepicker, timepicker } from './dates.js';
import { editKey } from './edits.js';
import { fileInput } from './files.js';
import { t } from './i18n.js';
import { select } from './select.js';
import { textField } from './textfields.js';
import { textString } from './textobject.js';

const DRAWN = {
  button, overflow, datepicker, timepicker, datetimepicker,
  workflow_button: button, checkboxes: choices, radio_buttons: choices, file_input: fileInput,
  plain_text_input: textField, email_text_input: textField, url_text_input: textField,
  number_input: textField, rich_text_input: textField,
  static_select: select, external_select: select, users_select: select, conversations_select: select,
  channels_select: select, multi_static_select: select, multi_external_select: select,
  multi_users_select: select, multi_conversations_select: select, multi_channels_select: select,
};

const ids = new Map();

/** A short id of the page's own: Slack's ids may hold any character. */
export function domId(key) {
  if (!ids.has(key)) ids.set(key, `f${ids.size + 1}`);
  return ids.get(key);
}

export function fieldId(ctx, block, element) {
  return domId(editKey(ctx, block.block_id, element.action_id));
}

/** `field` is given for input blocks: {label, hint, error, optional}; elsewhere `name` stands in for a label. */
export function describe(ctx, block, element, { field = null, name = '' } = {}) {
  const id = fieldId(ctx, block, element);
  const grouped = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const spoken = field ? field.label : textString(element.placeholder) || name || element.action_id;
  return {
    id,
    labelText: spoken,
    optional: field ? field.optional : true,
    attributes(...more) {
      const described = [field?.error && `${id}-error`, field?.hint && `${id}-hint`, ...more].filter(Boolean);
      return {
        id,
        'aria-label': field ? null : spoken,
        'aria-labelledby': field && grouped ? `${id}-label` : null,
        'aria-describedby': described.join(' ') || null,
        'aria-invalid': field?.error ? 'true' : null,
        'aria-required': field && !field.optional && !grouped ? 'true' : null,
        'data-action-id': element.action_id,
        'data-focus-on-load': element.focus_on_load ? '' : null,
      };
    },
  };
}

export function drawElement(ctx, block, element, options) {
  const draw = DRAWN[element.type];
  if (!draw) return t('unsupported', element.type);
  return draw(ctx, block, element, describe(ctx, block, element, options));
}
