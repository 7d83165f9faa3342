import type { Doubt } from '../sample/sample.ts';
import { type Change, touches } from './changes.ts';
import type { SentRequest } from './requests/answers.ts';
import { endsBy, isIgnored, isRelevant, placeOf } from './settled.ts';
import type { Page } from './settling.ts';
import type { StepSpec } from './step-spec.ts';

/** How long after its end a result must stay as it is. */
const LASTING_MS = 1000;

/** After an answer, most pages render within this time. */
const ENOUGH_QUIET_MS = 300;

/** A step that has ended. */
interface EndedStep {
  spec: StepSpec;
  isInputUnknown: boolean;
  input?: { atMs: number; delayMs?: number | undefined } | undefined;
  painted?: { settledMs: number; frameMs: number } | undefined;
  place: Element[];
  openAtEnd: SentRequest[];
}

/** What speaks against the end of a step. It reads the layout, so it is asked for in think time. */
export function doubtsAbout(
  { spec, isInputUnknown, input, painted, place, openAtEnd }: EndedStep,
  { changes, sent }: Page,
  replaced: string[],
): Doubt[] {
  if (!input || !painted) return [];
  const { settled } = spec;
  const isSeen = (change: Change) => changes.isVisible(change, (node) => isRelevant(settled, node));
  const later = changes
    .all()
    .filter(({ atMs }) => atMs > painted.frameMs && atMs <= painted.settledMs + LASTING_MS);
  const wherever = settled.selector === undefined && !spec.isLocated;
  const places = [...place, ...placeOf(settled)];
  const open = openAtEnd.filter((request) => !isIgnored(settled, request));
  const fromMs = input.atMs + (input.delayMs ?? 0);

  const found: Doubt[] = [];
  if (later.some((change) => (wherever || touches(change, places)) && isSeen(change)))
    found.push('changed again');
  if (open.length > 0 && (open.some(({ isOver }) => !isOver) || later.some(isSeen)))
    found.push('request open');
  if (sent.answeredMs(fromMs, {}) === undefined && !changes.all().some(isSeen))
    found.push('nothing followed');
  if (replaced.length > 0) found.push('natives replaced');
  if (isInputUnknown) found.push('input unknown');
  if (endsBy(spec) === 'quiet' && settled.quietMs === undefined && spec.quietMs < ENOUGH_QUIET_MS)
    found.push('short quiet');
  return found;
}
