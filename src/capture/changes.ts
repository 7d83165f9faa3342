import { afterNextFrame } from './frame.ts';
import { listen, NativeMutationObserver, nowMs } from './natives.ts';
import { eachRoot, isWithin, parentOf, present, rejoin } from './roots.ts';

/** One node that changed. */
interface Mark {
  node: Node;
  /** Elements and texts that were inserted into it. */
  added: Node[];
  /** Whether its text or an attribute changed, or something was removed from it. */
  altered: boolean;
  /** Whether an attribute changed, which can show or hide what is inside. */
  restyled: boolean;
  /** A transition or an animation has brought it to its last state. */
  moved?: true;
}

/** What changed in one task of the page. */
export interface Change {
  atMs: number;
  /** The frame that shows it; absent if it does not matter any more. */
  frame?: Promise<number>;
  marks: Mark[];
  /** Seen by a frame of another origin: whether the step's condition held there. */
  foreign?: { holds: boolean };
}

/** A broken page must not fill the memory. */
const MAX_CHANGES = 2000;

/** Nodes that change nothing on the screen by themselves. */
const unseen = ['script', 'style', 'link', 'meta', 'title', 'head', 'template', 'base', 'noscript'];

/**
 * An element is restless if it changed at least this often while nobody did anything: within one pause or, if it is
 * small, in all of them. Something large that changes once in each pause is the late end of the step before.
 */
const RESTLESS_TICKS = 3;
const SMALL_SHARE = 0.05;

/** A restless element that covers more of the viewport than this is the page itself. */
const LARGEST_RESTLESS_SHARE = 0.5;

export type Changes = ReturnType<typeof watchChanges>;

/**
 * Observes every change of the page, in all of its trees. While a user thinks, it learns what is restless (a
 * clock, a carousel): such changes do not follow from an input and are left out of steps.
 */
export function watchChanges() {
  /** How often an element changed while nobody did anything: in all pauses, and in the last one. */
  const ticks = new WeakMap<Element, { pause: number; total: number; inPause: number }>();
  let pause = 0;
  let restless = new Set<Element>();
  const suspects = new Set<Element>();
  let kept: Change[] = [];
  let mode: 'step' | 'after' | 'idle' = 'step';
  let heard: (change: Change) => void = () => {};

  const observer = new NativeMutationObserver((records) => note(records));
  eachRoot((root) =>
    observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
    }),
  );
  // They change the screen without changing the document.
  for (const type of ['transitionend', 'animationend'])
    eachRoot((root) =>
      listen(
        root,
        type,
        ({ isTrusted, target }) =>
          isTrusted &&
          heed([{ node: target as Node, added: [], altered: true, restyled: false, moved: true }]),
        { capture: true, passive: true },
      ),
    );

  const note = (records: MutationRecord[]) => heed(marksOf(records));

  function heed(marks: Mark[]) {
    if (marks.length === 0) return;
    if (mode === 'idle') learn(marks);
    if (mode === 'idle' || marks.every(({ node }) => isRestless(node))) return;
    const change: Change = { atMs: nowMs(), marks };
    if (mode === 'step') change.frame = afterNextFrame();
    keep(change);
  }

  function keep(change: Change) {
    if (kept.length < MAX_CHANGES) kept.push(change);
    else kept[MAX_CHANGES - 1] = change;
    if (mode === 'step') heard(change);
  }

  function learn(marks: Mark[]) {
    for (const { node } of marks) {
      const element = elementOf(node);
      if (!element) continue;
      const seen = ticks.get(element);
      const total = (seen?.total ?? 0) + 1;
      ticks.set(element, { pause, total, inPause: seen?.pause === pause ? seen.inPause + 1 : 1 });
      if (total >= RESTLESS_TICKS) suspects.add(element);
    }
  }

  /** Decides what is restless. It reads the layout, so only if there is something to decide. */
  function settleSuspects() {
    for (const element of suspects) {
      const isPage = element === document.body || element === document.documentElement;
      if (isPage || !element.isConnected || restless.has(element)) continue;
      const share = shareOfViewport(element);
      const isOften = (ticks.get(element)?.inPause ?? 0) >= RESTLESS_TICKS;
      if (share <= (isOften ? LARGEST_RESTLESS_SHARE : SMALL_SHARE)) restless.add(element);
    }
    suspects.clear();
    restless = new Set([...restless].filter((element) => element.isConnected));
  }

  function wake() {
    if (mode !== 'idle') return;
    learn(marksOf(observer.takeRecords()));
    settleSuspects();
    mode = 'after';
  }

  function isRestless(node: Node): boolean {
    if (restless.size === 0) return false;
    for (let at: Node | undefined = node; at; at = parentOf(at)) if (restless.has(at as Element)) return true;
    return false;
  }

  /** Whether a transition, or an animation that ends, goes on before everybody's eyes. Reads the layout. */
  function isMoving(isRelevant: (node: Node) => boolean): boolean {
    return present()
      .flatMap((root) => root.getAnimations())
      .some(({ playState, effect }) => {
        const target = (effect as KeyframeEffect | null)?.target;
        return (
          target &&
          playState === 'running' &&
          Number(effect?.getComputedTiming().endTime) < Number.POSITIVE_INFINITY &&
          !isRestless(target) &&
          isRelevant(target) &&
          isOnTop(target)
        );
      });
  }

  return {
    isMoving,
    /** The user begins to think: from now on, what changes does so by itself. */
    rest() {
      observer.takeRecords();
      mode = 'idle';
      pause += 1;
      kept = [];
      heard = () => {};
    },
    /** Somebody does something: what changes from now on does not do so by itself. */
    wake,
    /**
     * The user acts: what changes from now on is kept, each with its frame.
     *
     * @param keepEarlier whether what this document showed before is part of the step
     */
    follow(onChange: (change: Change) => void, keepEarlier = false) {
      wake();
      note(observer.takeRecords());
      mode = 'step';
      if (!keepEarlier) kept = [];
      heard = onChange;
    },
    /** The step has ended: what changes from now on may show that this was too early. */
    lookBack() {
      mode = 'after';
      heard = () => {};
    },
    /** Adds what a frame of another origin saw. */
    add(change: Change) {
      if (mode !== 'idle') keep(change);
    },
    all: () => kept,
    /** What a person can see of a change. Reads the layout, so only call it when nothing is being timed. */
    isVisible: (change: Change, isRelevant: (node: Node) => boolean) =>
      change.foreign !== undefined ||
      change.marks.some((mark) => !isRestless(mark.node) && isRelevant(mark.node) && isSeen(mark)),
  };
}

function marksOf(records: MutationRecord[]): Mark[] {
  const marks = new Map<Node, Mark>();
  for (const record of records) {
    const { target, type, addedNodes, removedNodes } = record;
    if (type === 'attributes' && record.oldValue === valueOf(target as Element, record)) continue;
    if (type === 'characterData' && record.oldValue === (target as CharacterData).data) continue;
    if (isUnseen(target)) continue;
    const mark = marks.get(target) ?? {
      node: target,
      added: [],
      altered: type !== 'childList',
      restyled: false,
    };
    marks.set(target, mark);
    if (type === 'attributes') mark.restyled = true;
    for (const node of addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) rejoin(node as Element);
      if (!isUnseen(node)) mark.added.push(node);
    }
    if ([...removedNodes].some((node) => !isUnseen(node))) mark.altered = true;
  }
  return [...marks.values()].filter(({ added, altered }) => added.length > 0 || altered);
}

const valueOf = (element: Element, { attributeName, attributeNamespace }: MutationRecord) =>
  element.getAttributeNS(attributeNamespace, attributeName as string);

function isUnseen(node: Node): boolean {
  return node.nodeType === Node.COMMENT_NODE || unseen.includes((node as Element).localName);
}

/** Whether a mark is inside one of these elements, brought one of them into the page, or moved it. */
export const touches = ({ marks, foreign }: Change, elements: Element[]): boolean =>
  foreign?.holds === true ||
  marks.some(({ node, added, moved }) =>
    elements.some(
      (element) =>
        isWithin(node, element) ||
        (moved && isWithin(element, node)) ||
        added.some((one) => isWithin(element, one)),
    ),
  );

/** Whether a change put an element on the screen, or changed it there. */
export const affects = (change: Change, element: Element): boolean =>
  touches(change, [element]) ||
  change.marks.some(({ node, restyled }) => restyled && isWithin(element, node));

function isSeen({ node, added, altered, moved }: Mark): boolean {
  // What has faded out was seen until now.
  if (moved) {
    const element = elementOf(node);
    return element?.checkVisibility({ visibilityProperty: true }) === true && isOnTop(element);
  }
  // Something inserted can be invisible itself; where something was removed or changed, the place counts.
  if (!altered) return added.some((one) => isInView(one));
  return isInView(node);
}

function isInView(node: Node): boolean {
  const element = elementOf(node);
  if (!element?.isConnected || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    return false;
  if (node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() === '') return false;
  return shareOfViewport(element) > 0;
}

/** A text's parent, a shadow root's host. */
export function elementOf(node: Node): Element | undefined {
  if (node.nodeType === Node.ELEMENT_NODE) return node as Element;
  const parent = parentOf(node);
  return parent && elementOf(parent);
}

/** Whether an element is in the viewport, with nothing else over the middle of it: a dialog, its backdrop. */
function isOnTop(element: Element): boolean {
  if (shareOfViewport(element) === 0) return false;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const { innerWidth, innerHeight } = element.ownerDocument.defaultView as Window;
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const hit = element.ownerDocument.elementFromPoint(x, y);
  // What is around it is hit where nobody can click the element itself.
  return hit === null || isWithin(hit, element) || isWithin(element, hit);
}

/** The part of the viewport that the element covers. An element without a box of its own counts as its parent. */
function shareOfViewport(element: Element): number {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  if (!view) return 0;
  const { innerWidth, innerHeight } = view;
  if (right === left && bottom === top && getComputedStyle(element).display === 'contents') {
    const parent = parentOf(element);
    const box = parent && elementOf(parent);
    return box ? shareOfViewport(box) : 0;
  }
  if (view.frameElement && shareOfViewport(view.frameElement) === 0) return 0;
  const width = Math.min(right, innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return width > 0 && height > 0 ? (width * height) / (innerWidth * innerHeight) : 0;
}
