import { type z } from 'zod';

const MOST = 3;

/** Places in lists are left out: they tell nothing about the shape, and the same difference reads the same. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.map(part => (typeof part === 'number' ? '[]' : String(part))).join('.');

/** Where an answer differs from its schema: paths, and what was expected there. Never a value of the site. */
export function differencesIn(error: z.ZodError): string {
  const differences = error.issues.map(issue => {
    // A check of this app's own names what it expects as its message.
    const own = issue.code === 'custom' ? issue.message : issue.code;
    const expected = 'expected' in issue ? String(issue.expected) : own;
    return `${pathOf(issue.path)}: ${expected}`;
  });
  return [...new Set(differences)].slice(0, MOST).join('; ');
}
