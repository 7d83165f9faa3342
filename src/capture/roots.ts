import { listen } from './natives.ts';

/**
 * The page as one tree: the document, its shadow roots (also closed ones, since their creation is observed
 * here), and the documents of frames of the same origin. A selector is matched within each of them.
 */
export type Root = Document | ShadowRoot;

/** Those in the page; a component that was removed joins again when it comes back. */
const known = new Set<Root>();
const shadows = new WeakMap<Element, ShadowRoot>();
const followers: ((root: Root) => void)[] = [];

/** By its shape: nodes of another window are instances of that window's classes. */
const isShadow = (node: Node): node is ShadowRoot =>
  'host' in node && node.nodeType === Node.DOCUMENT_FRAGMENT_NODE;

/** Adds a root, once. Followers hear of each only the first time. */
function add(root: Root): void {
  if (known.has(root)) return;
  known.add(root);
  if (isShadow(root)) {
    if (shadows.has(root.host)) return;
    shadows.set(root.host, root);
  }
  for (const follow of followers) follow(root);
}

/** Calls back for each root, those known and those to come. */
export function eachRoot(follow: (root: Root) => void): void {
  followers.push(follow);
  for (const root of known) follow(root);
}

/** Adds a window's document, and each shadow root that its scripts attach from now on. */
export function addWindow(realm: Window & typeof globalThis): void {
  const { prototype } = realm.Element;
  const { attachShadow } = prototype;
  prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    add(root);
    return root;
  };
  add(realm.document);
  // Declarative shadow roots come from the parser, not from a script.
  listen(realm.document, 'DOMContentLoaded', () => findDeclared(realm.document));
}

/** Adds open shadow roots that no script attached. */
function findDeclared(root: Root): void {
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    if (!shadowRoot || known.has(shadowRoot)) continue;
    add(shadowRoot);
    findDeclared(shadowRoot);
  }
}

/** Forgets what is no longer in the page. */
export function tidyRoots(): void {
  for (const root of known) if (!isPresent(root)) known.delete(root);
}

/** Adds the shadow roots of components that came back into the page. */
export function rejoin(added: Element): void {
  if (isPlain()) return;
  for (const element of [added, ...added.querySelectorAll('*')]) {
    const root = shadows.get(element);
    if (root && !known.has(root)) {
      known.add(root);
      for (const child of root.children) rejoin(child);
    }
  }
}

const isPresent = (root: Root): boolean =>
  isShadow(root) ? root.host.isConnected : root.defaultView !== null;

export const present = (): Root[] => [...known].filter(isPresent);

/** All matches, root by root. */
export function queryAll(selector: string): Element[] {
  return present().flatMap((root) => [...root.querySelectorAll(selector)]);
}

/** The first match. */
export function query(selector: string): Element | undefined {
  for (const root of present()) {
    const element = root.querySelector(selector);
    if (element) return element;
  }
  return undefined;
}

/** Whether this window still has the document that it had when this script was installed. */
export const isDocumentKnown = (): boolean => known.has(document);

/** The shadow root of an element, open or closed. */
export const shadowOf = (element: Element): ShadowRoot | undefined =>
  shadows.get(element) ?? element.shadowRoot ?? undefined;

/** The parent in the page's one tree; `undefined` for the page's own document. */
export function parentOf(node: Node): Node | undefined {
  if (node.parentNode) return node.parentNode;
  if (isShadow(node)) return node.host;
  if (node.nodeType === Node.DOCUMENT_NODE) return (node as Document).defaultView?.frameElement ?? undefined;
  return undefined;
}

/** Whether a node is, or is inside, another one. */
export function isWithin(node: Node, ancestor: Node): boolean {
  for (let at: Node | undefined = node; at; at = parentOf(at)) if (at === ancestor) return true;
  return false;
}

/** The text of an element that is rendered, shadow roots included; each run of white space is one space. */
export function shownText(element: Element): string {
  const parts: string[] = [];
  read(element);
  return collapseSpace(parts.join(''));

  function read(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) parts.push((node as Text).data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    // Scripts and styles are never rendered, so this excludes them too.
    if (!(node as Element).checkVisibility()) return;
    for (const child of childrenOf(node as Element)) read(child);
  }
}

/** The children that are rendered: a slot shows what is assigned to it. */
function childrenOf(element: Element): Iterable<Node> {
  const assigned = element.localName === 'slot' ? (element as HTMLSlotElement).assignedNodes() : [];
  return assigned.length > 0 ? assigned : (shadowOf(element) ?? element).childNodes;
}

export function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether the page is a single tree, so that `textContent` is all of its text. */
export const isPlain = (): boolean => known.size === 1;
