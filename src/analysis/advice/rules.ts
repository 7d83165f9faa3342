import type { Rule } from './rule.ts';
import { appRules } from './rules/app.ts';
import { browserLoadRules } from './rules/browser-load.ts';
import { browserPageRules } from './rules/browser-page.ts';
import { browserRequestRules } from './rules/browser-requests.ts';
import { cacheRules } from './rules/cache.ts';
import { databaseServerRules } from './rules/database-server.ts';
import { databaseStatementRules } from './rules/database-statements.ts';
import { engineMetricRules } from './rules/engine-metrics.ts';
import { engineQueryRules } from './rules/engine-queries.ts';
import { nPlusOne } from './rules/n-plus-one.ts';
import { networkRules } from './rules/network.ts';
import { slowClassRules } from './rules/slow-class.ts';

/** All rules. docs/advice.md lists them. */
export const rules: readonly Rule[] = [
  ...cacheRules,
  ...databaseStatementRules,
  nPlusOne,
  ...databaseServerRules,
  ...engineQueryRules,
  ...engineMetricRules,
  ...appRules,
  ...slowClassRules,
  ...networkRules,
  ...browserLoadRules,
  ...browserRequestRules,
  ...browserPageRules,
];
