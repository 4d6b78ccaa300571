// Where a popup goes: under its anchor, or above when there is more room; never off the screen.

const GAP = 4;
const EDGE = 8;

export function place(anchor, popup, align = 'start') {
  if (!anchor?.isConnected || !popup) return;
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  popup.style.maxHeight = '';
  if (align === 'stretch') popup.style.width = `${box.width}px`;
  const wanted = popup.scrollHeight;
  const up = wanted > below && above > below;
  popup.style.maxHeight = `${Math.max(96, Math.min(wanted + 2, up ? above : below, 340))}px`;
  const height = popup.offsetHeight;
  const width = popup.offsetWidth;
  const left = align === 'end' ? box.right - width : box.left;
  popup.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  popup.style.top = `${up ? box.top - GAP - height : box.bottom + GAP}px`;
}
