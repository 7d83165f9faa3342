/** Pages that Lighthouse looks at. */
export const auditedPages = ['home', 'results', 'document'] as const;
export type AuditedPage = (typeof auditedPages)[number];

/** What Lighthouse writes a page of its own about: each of these pages, and a user's way over them. */
export const auditSubjects = [...auditedPages, 'flow'] as const;
export type AuditSubject = (typeof auditSubjects)[number];
