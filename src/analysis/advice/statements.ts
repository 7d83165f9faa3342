import { shortened } from '../slow-queries/json-values.ts';
import { type PlanNode, readPlan } from '../slow-queries/postgresql-plan.ts';
import type { Evidence, Replay } from './evidence.ts';
import { sum } from './middle.ts';

/** A plan node of a statement that a slow request sent. */
export interface PlannedNode {
  replay: Replay;
  text: string;
  node: PlanNode;
  /** Share of the request's database time spent in this node, 0–1; 1 if unknown. */
  share: number;
}

/** All nodes of all plans. */
export function plannedNodes({ replays }: Evidence): PlannedNode[] {
  return replays.flatMap((replay) => {
    const planned = replay.sample.statements.flatMap(({ text, calls, plan: answer }) => {
      const plan = readPlan(answer);
      return plan ? [{ text, calls, root: plan.root }] : [];
    });
    const wholeMs = sum(planned.map(({ root, calls }) => (root.ms ?? 0) * calls));
    return planned.flatMap(({ text, calls, root }) =>
      nodesOf(root).map((node) => {
        const isTimed = node.selfMs !== undefined && wholeMs > 0;
        return {
          replay,
          text,
          node,
          share: isTimed ? Math.min(1, ((node.selfMs ?? 0) * calls) / wholeMs) : 1,
        };
      }),
    );
  });
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(nodesOf)];

/** On one line, shortened. */
export const oneLine = (text: string, longest = 160): string =>
  shortened(text.replace(/\s+/g, ' ').trim(), longest);
