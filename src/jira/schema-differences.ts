import { type z } from 'zod';

const MAX_DIFFERENCES = 3;

/** Leaves out list indexes, so that the same difference in several rows has the same text. */
const formatPath = (path: readonly PropertyKey[]): string =>
  path.map(part => (typeof part === 'number' ? '[]' : String(part))).join('.');

/** Describes how a response differs from its schema: paths and expected types, never values from the site. */
export function describeDifferences(error: z.ZodError): string {
  const differences = error.issues.map(issue => {
    // A custom check has its expectation as its message.
    const issueText = issue.code === 'custom' ? issue.message : issue.code;
    const expected = 'expected' in issue ? String(issue.expected) : issueText;
    return `${formatPath(issue.path)}: ${expected}`;
  });
  return [...new Set(differences)].slice(0, MAX_DIFFERENCES).join('; ');
}
