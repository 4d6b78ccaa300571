// What the user entered and the server has not yet echoed. The server keeps the truth; an edit
// bridges the time until the push that contains it.

const edits = new Map(); // "surface|block|action" -> {value, acked, n}
let count = 0;

export function editKey(ctx, blockId, actionId) {
  return `${ctx.id}|${blockId}|${actionId}`;
}

export function setEdit(key, value) {
  count += 1;
  edits.set(key, { value, acked: false, n: count });
  return count;
}

/** The server has taken edit `n`: the next push speaks for it. A refused one is dropped. */
export function ackEdit(key, n, taken) {
  const edit = edits.get(key);
  if (!edit || edit.n !== n) return;
  if (taken) edit.acked = true;
  else edits.delete(key);
}

export function getEdit(key) {
  return edits.get(key)?.value;
}

/** Is something of this surface still on its way to the server? */
export function hasEdits(ctxId) {
  return [...edits].some(([key, edit]) => !edit.acked && key.startsWith(`${ctxId}|`));
}

/** Called before each push is drawn. */
export function settleEdits() {
  for (const [key, edit] of edits) if (edit.acked) edits.delete(key);
}

export function forgetEdits() {
  edits.clear();
}
