import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { now } from '../../load/clock.ts';
import type { AuditSubject } from '../../sample/audited-pages.ts';
import type { AuditReportSample, AuditSample } from '../../sample/sample.ts';
import { openWriter } from '../../store/append.ts';
import { auditReport, layout } from '../../store/layout.ts';

/** Records audits as they finish, and prints their progress. */
export interface AuditBook {
  /** One run, `which` in words: `home 2 of 5`. */
  run(which: string, sample: AuditSample): void;
  /** @param where which run failed; empty if all did */
  failure(of: AuditSubject, where: string, message: string): void;
  /** @param page Lighthouse's HTML report, if there is one */
  report(of: AuditSubject, page: string | undefined): void;
  close(): void;
}

export function openAuditBook(folder: string, say: (line: string) => void): AuditBook {
  const { auditSamples, lighthouse } = layout(folder);
  mkdirSync(lighthouse, { recursive: true });
  const writer = openWriter<AuditSample | AuditReportSample>(auditSamples);
  const failures = new Map<AuditSubject, string[]>();
  return {
    run(which, sample) {
      writer.append(sample);
      const { performance } = sample.categories;
      say(
        `audit ${which}${performance === undefined ? '' : ` · performance ${Math.round(performance * 100)}`}`,
      );
    },
    failure(of, where, message) {
      const text = where === '' ? message : `${where}: ${message}`;
      failures.set(of, [...(failures.get(of) ?? []), text]);
      say(`audit ${of} · ${text}`);
    },
    report(of, page) {
      const file = page === undefined ? {} : { file: auditReport(of) };
      if (page !== undefined) writeFileSync(join(folder, auditReport(of)), page);
      writer.append({ type: 'audit report', of, at: now(), ...file, failures: failures.get(of) ?? [] });
    },
    close: () => writer.close(),
  };
}
