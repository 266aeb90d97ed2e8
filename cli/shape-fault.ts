import { type z } from 'zod';
import { type FileFault } from './problem';

/** What `terminal.files.shape` has words for. */
const EXPECTED: readonly string[] = [
  'array',
  'object',
  'record',
  'string',
  'number',
  'int',
  'boolean',
  'date',
  'moment',
  'zone',
  'one',
];

/** A custom check says what it expects in its parameters. */
const customOf = (issue: z.core.$ZodIssueCustom): string => {
  const expected: unknown = issue.params?.['expected'];
  return typeof expected === 'string' ? expected : 'other';
};

function expectedBy(issue: z.core.$ZodIssue): { readonly expected: string; readonly limit?: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { expected: issue.expected };
    case 'invalid_format':
      return { expected: issue.format };
    case 'invalid_value':
      return { expected: 'one', limit: issue.values.map(String).join(', ') };
    case 'too_big':
      return { expected: `most_${issue.origin}`, limit: String(issue.maximum) };
    case 'too_small':
      return { expected: `least_${issue.origin}`, limit: String(issue.minimum) };
    case 'custom':
      return { expected: customOf(issue) };
    default:
      return { expected: 'other' };
  }
}

const LIMITS = /^(?:most|least)_(?:array|string|number|int)$/;

/** What a file should have had where it first differs from what is allowed: the path, and what may be there. */
export function shapeFault({ issues: [issue] }: z.core.$ZodError): FileFault {
  if (issue === undefined) return { code: 'shape', args: { path: 'root', expected: 'other', limit: '' } };
  const { expected, limit = '' } = expectedBy(issue);
  const known = EXPECTED.includes(expected) || LIMITS.test(expected) ? expected : 'other';
  return {
    code: 'shape',
    args: {
      path: issue.path.length === 0 ? 'root' : issue.path.map(String).join('.'),
      expected: known,
      limit,
    },
  };
}
