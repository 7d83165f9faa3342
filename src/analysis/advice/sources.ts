import type { Rule } from './rule.ts';

/** Pages that rules refer to. */

export const vespa = (page: string, title: string): Rule['source'] => ({
  title: `${title}, Vespa`,
  url: `https://docs.vespa.ai/en/${page}.html`,
});

export const postgresql = (page: string, title: string): Rule['source'] => ({
  title: `${title}, PostgreSQL`,
  url: `https://www.postgresql.org/docs/current/${page}.html`,
});

export const node = (page: string, title: string): Rule['source'] => ({
  title: `${title}, Node.js`,
  url: `https://nodejs.org/en/learn/${page}`,
});

export const lighthouse = (page: string, title: string): Rule['source'] => ({
  title: `${title}, Lighthouse`,
  url: `https://developer.chrome.com/docs/lighthouse/performance/${page}`,
});

export const webDev = (page: string, title: string): Rule['source'] => ({
  title: `${title}, web.dev`,
  url: `https://web.dev/articles/${page}`,
});

export const azure = (page: string, title: string): Rule['source'] => ({
  title: `${title}, Azure Architecture Center`,
  url: `https://learn.microsoft.com/en-us/azure/architecture/${page}`,
});
