// file_input: files are uploaded to the simulator at once, the value is the list of file objects.

import { h, redraw } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { currentUser } from './socket.js';
import { notify } from './store.js';
import { change, currentValue } from './values.js';

const uploading = new Map(); // field id -> number of files under way

export async function upload(file) {
  const form = new FormData();
  form.append('file', file, file.name);
  const address = `/ui/upload?user=${encodeURIComponent(currentUser())}`;
  const response = await fetch(address, { method: 'POST', body: form });
  const answer = await response.json();
  if (!answer.ok) throw new Error(answer.error || t('uploadFailed'));
  return answer.file;
}

async function add(ctx, block, element, id, chosen) {
  const files = [...chosen];
  if (!files.length) return;
  uploading.set(id, (uploading.get(id) || 0) + files.length);
  redraw();
  try {
    const done = await Promise.all(files.map(upload));
    const most = element.max_files ?? 10;
    const before = currentValue(ctx, block, element).files || [];
    const all = most === 1 ? done.slice(-1) : [...before, ...done].slice(0, most);
    await change(ctx, block, element, { files: all });
  } catch (error) {
    notify(error.message || t('uploadFailed'));
  } finally {
    uploading.set(id, uploading.get(id) - files.length);
    redraw();
  }
}

function size(bytes) {
  if (bytes === undefined || bytes === null) return '';
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function fileChip(file, remove) {
  return h(
    'div', { class: 'file', key: file.id },
    icon('file'), h('span', { class: 'file-name' }, file.name || file.id), h('span', { class: 'file-size' }, size(file.size)),
    remove && h('button', { type: 'button', class: 'icon-button', 'aria-label': t('remove', file.name), onclick: remove },
      icon('close', 14)),
  );
}

export function fileInput(ctx, block, element, a11y) {
  const files = currentValue(ctx, block, element).files || [];
  const take = (list) => add(ctx, block, element, a11y.id, list);
  return h(
    'div', {
      class: 'file-input', key: 'control',
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      },
    },
    h('input', {
      ...a11y.attributes(), type: 'file', class: 'file-native', multiple: (element.max_files ?? 10) > 1,
      accept: element.filetypes?.map((type) => `.${type}`).join(',') || null,
      onchange: (event) => {
        take(event.target.files);
        event.target.value = '';
      },
    }),
    h(
      'label', { class: 'file-drop', for: a11y.id, 'aria-hidden': 'true' },
      icon('plus', 16), h('strong', null, t('chooseFile')), h('span', null, t('dropFile')),
    ),
    uploading.get(a11y.id) > 0 && h('div', { class: 'file-busy', role: 'status' }, h('span', { class: 'spinner' }), t('uploading')),
    files.map((file) => fileChip(file, () => change(ctx, block, element, {
      files: files.filter((other) => other.id !== file.id),
    }))),
  );
}
