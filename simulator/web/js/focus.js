// Where the focus is. The topmost dialog holds it; when a dialog goes, it returns to where it was;
// when a redraw takes the focused field away, it goes to the field of the same name.

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), '
  + 'select:not([disabled]), [tabindex]:not([tabindex="-1"])';

let stack = []; // [{id, back}] of the open dialogs, bottom first
let last = null; // what had the focus before the redraw
const left = new Map(); // view id -> name of the field that had the focus when another view covered it

function focusable(root) {
  return [...root.querySelectorAll(FOCUSABLE)]
    .filter((node) => node.tabIndex >= 0 && (node.offsetParent !== null || node.getClientRects().length));
}

/** Name a field in a way that survives a change of its ids. */
function nameOf(node) {
  const label = node.labels?.[0]?.textContent || node.getAttribute('aria-label') || node.textContent;
  return `${node.tagName}|${(label || '').trim()}`;
}

function remember() {
  const node = document.activeElement;
  if (!node || node === document.body) return;
  const overlay = node.closest('[data-overlay]');
  const body = node.closest('[data-overlay-body]');
  last = {
    node, name: nameOf(node), overlay: overlay?.dataset.overlay || null, title: titleOf(overlay),
    index: body ? focusable(body).indexOf(node) : -1,
  };
}

function titleOf(overlay) {
  return overlay?.querySelector('h2')?.textContent || '';
}

document.addEventListener('focusin', remember);

function focusFirst(overlay) {
  const wanted = overlay.querySelector('[data-focus-on-load]') || overlay.querySelector('[data-initial-focus]');
  const body = overlay.querySelector('[data-overlay-body]');
  const target = wanted || (body && focusable(body)[0]) || overlay.querySelector('[role*=dialog]');
  target?.focus({ preventScroll: target.getAttribute('role') === 'dialog' });
}

function findByName(root, name) {
  return focusable(root).find((node) => nameOf(node) === name);
}

/** After each redraw. */
export function keepFocus() {
  const overlays = [...document.querySelectorAll('[data-overlay]')];
  const ids = overlays.map((node) => node.dataset.overlay);
  const before = stack;
  const gone = before.filter((entry) => !ids.includes(entry.id));
  stack = ids.map((id) => before.find((entry) => entry.id === id)
    || { id, back: last && { ...last } });
  if (gone.length && last) for (const { id } of gone) if (last.overlay === id) left.set(id, last.name);
  const top = overlays.at(-1);
  const isNew = top && !before.some((entry) => entry.id === top.dataset.overlay);
  if (isNew) {
    const replaced = gone.at(-1);
    if (replaced) stack.at(-1).back = replaced.back;
    const before = left.get(top.dataset.overlay);
    const same = before && findByName(top, before);
    if (same) same.focus();
    else focusFirst(top);
  } else if (gone.length) {
    giveBack(gone[0].back, top);
  } else if (top && stepChanged(top)) {
    if (!top.querySelector('[data-overlay-body]')?.contains(document.activeElement)) focusFirst(top);
  } else if (document.activeElement === document.body && last && !last.node.isConnected) {
    refind(top);
  }
}

const fields = new Map(); // overlay id -> the fields and the errors it had

/** Did an answer of the app bring other fields, or errors? Then the footer is no place to stay. */
function stepChanged(top) {
  const names = [...top.querySelectorAll('[data-overlay-body] [data-block-id] [id][data-action-id]')].map((n) => n.id);
  const wrong = [...top.querySelectorAll('[aria-invalid]')];
  const errors = wrong.map((node) => node.id).join();
  const known = fields.get(top.dataset.overlay);
  fields.clear();
  fields.set(top.dataset.overlay, { names, errors });
  if (!known) return false;
  if (errors && errors !== known.errors) {
    wrong[0].focus();
    return false;
  }
  const replaced = known.names.length && names.length && !names.some((name) => known.names.includes(name));
  return replaced && document.activeElement !== document.body;
}

function giveBack(back, top) {
  const root = top || document;
  if (back?.node.isConnected && (!top || top.contains(back.node))) back.node.focus();
  else if (back && findByName(root, back.name)) findByName(root, back.name).focus();
  else if (top) focusFirst(top);
}

function refind(top) {
  if (top && last.overlay === top.dataset.overlay) {
    const body = top.querySelector('[data-overlay-body]');
    const near = last.title === titleOf(top) && body && last.index >= 0 ? focusable(body) : [];
    const same = findByName(top, last.name) || near[Math.min(last.index, near.length - 1)];
    if (same) same.focus();
    else focusFirst(top);
  } else if (!top) {
    findByName(document, last.name)?.focus();
  }
}

/** Tab and Shift+Tab go round inside the topmost dialog. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Tab') return;
  const top = [...document.querySelectorAll('[data-overlay]')].at(-1);
  if (!top || event.target.closest?.('.popup, .beside')) return;
  const all = focusable(top);
  if (!all.length) {
    event.preventDefault();
    return;
  }
  const edge = event.shiftKey ? all[0] : all.at(-1);
  const inside = top.contains(document.activeElement) && document.activeElement.tabIndex >= 0;
  if (inside && document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
});
