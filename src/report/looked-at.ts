import type { Analysis } from '../sample/analysis.ts';
import type { TelemetryAnalysis } from '../sample/diagnosis.ts';
import { formatCount } from '../words/units.ts';
import { sourceWord } from './source-words.ts';

type Source = TelemetryAnalysis['sources'][number];

const named = (sources: Source[]) =>
  sources.map(({ source, status }) => `${sourceWord(source)}${status === 'partly' ? ' (in part)' : ''}`);

/** What the diagnosis checked and what it could not check: `Checked: …. Not checked: ….` */
export function lookedAtText({ whereTimeGoes, telemetry, slowQueries }: Analysis): string {
  const sources = telemetry?.sources ?? [];
  const asked = slowQueries?.length ?? 0;
  const seen = [
    ...(whereTimeGoes === undefined ? [] : [`${formatCount(whereTimeGoes.steps)} answered steps`]),
    ...(asked > 0
      ? [`the ${asked === 1 ? 'slowest request' : `${asked} slowest requests`} (sent again)`]
      : []),
    ...named(sources.filter(({ status }) => status !== 'unreachable')),
  ];
  const unseen = named(sources.filter(({ status }) => status === 'unreachable'));
  if (telemetry === undefined) unseen.push('the internals of the product');
  return [
    seen.length > 0 && `Checked: ${seen.join(', ')}.`,
    unseen.length > 0 && `Not checked: ${unseen.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
