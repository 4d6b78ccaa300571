// Keyed rendering: h() describes nodes, render() makes the page match the description.
// Nodes are reused by tag and key, so focus, selection and scroll positions survive a redraw.

const SVG = 'http://www.w3.org/2000/svg';
// Set as properties and compared with the live element, because the user changes them too.
const LIVE = new Set(['value', 'checked', 'selected', 'indeterminate']);
const PROPERTIES = new Set(['inert', 'hidden']);

let created = [];
let view = null;
let scheduled = false;
const afterHooks = [];

export function h(tag, props, ...children) {
  const given = props || {};
  return { tag, props: given, key: given.key ?? null, children: flatten(children, []) };
}

function flatten(list, out) {
  for (const child of list) {
    if (Array.isArray(child)) flatten(child, out);
    else if (child !== null && child !== undefined && typeof child !== 'boolean') {
      out.push(typeof child === 'object' ? child : String(child));
    }
  }
  return out;
}

/** Draw `describe()` into `root` now and after every redraw(). */
export function mount(root, describe) {
  view = () => {
    patchChildren(root, flatten([describe()], []), false);
    const fresh = created;
    created = [];
    for (const [callback, element] of fresh) callback(element);
    for (const hook of afterHooks) hook();
  };
  view();
}

/** Run `hook` after each redraw, when the page is up to date. */
export function afterRedraw(hook) {
  afterHooks.push(hook);
}

/** Ask for a redraw; several requests in one turn cost one redraw. */
export function redraw() {
  if (scheduled || !view) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    view();
  });
}

function tagOf(vnode) {
  return typeof vnode === 'string' ? '#text' : vnode.tag;
}

function create(vnode, svg) {
  if (typeof vnode === 'string') return document.createTextNode(vnode);
  const inSvg = svg || vnode.tag === 'svg';
  const element = inSvg
    ? document.createElementNS(SVG, vnode.tag)
    : document.createElement(vnode.tag);
  for (const [name, value] of Object.entries(vnode.props)) setProp(element, name, value, undefined);
  patchChildren(element, vnode.children, inSvg);
  if (vnode.props.created) created.push([vnode.props.created, element]);
  return element;
}

function update(node, before, after, svg) {
  if (typeof after === 'string') {
    if (before !== after) node.nodeValue = after;
    return;
  }
  const inSvg = svg || after.tag === 'svg';
  for (const name of Object.keys(before.props)) {
    if (!(name in after.props)) setProp(node, name, undefined, before.props[name]);
  }
  for (const [name, value] of Object.entries(after.props)) {
    setProp(node, name, value, before.props[name]);
  }
  patchChildren(node, after.children, inSvg);
}

function patchChildren(parent, next, svg) {
  const keyed = new Map();
  const loose = [];
  for (const kid of parent.drawnKids || []) {
    if (kid.key === null) loose.push(kid);
    else keyed.set(kid.key, kid);
  }
  const kids = next.map((vnode) => {
    const tag = tagOf(vnode);
    const key = typeof vnode === 'string' || vnode.key === null ? null : `${tag}|${vnode.key}`;
    const match = key === null ? takeLoose(loose, tag) : takeKeyed(keyed, key);
    if (!match) return { key, tag, vnode, node: create(vnode, svg) };
    update(match.node, match.vnode, vnode, svg);
    return { key, tag, vnode, node: match.node };
  });
  // Leftovers go first: what stays then needs no move, and a move would take the focus away.
  for (const kid of loose) kid.node.remove();
  for (const kid of keyed.values()) kid.node.remove();
  let cursor = parent.firstChild;
  for (const kid of kids) {
    if (kid.node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(kid.node, cursor);
  }
  parent.drawnKids = kids;
}

function takeKeyed(keyed, key) {
  const kid = keyed.get(key);
  keyed.delete(key);
  return kid;
}

function takeLoose(loose, tag) {
  const index = loose.findIndex((kid) => kid.tag === tag);
  return index < 0 ? undefined : loose.splice(index, 1)[0];
}

function setProp(element, name, value, before) {
  if (name === 'key' || name === 'created') return;
  if (name.startsWith('on')) {
    setHandler(element, name.slice(2), value);
  } else if (LIVE.has(name)) {
    // undefined leaves alone what the user is typing
    if (value !== undefined && element[name] !== value) element[name] = value;
  } else if (value === before) {
    return;
  } else if (PROPERTIES.has(name)) {
    element[name] = Boolean(value);
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

function setHandler(element, type, handler) {
  const handlers = (element.drawnHandlers ??= {});
  if (!(type in handlers)) {
    element.addEventListener(type, (event) => element.drawnHandlers[type]?.(event));
  }
  handlers[type] = handler;
}
