import { type z } from 'zod';
import { type FileFault } from './problem';

/** The kinds that `terminal.files.shape` has texts for. */
const EXPECTED_KINDS: readonly string[] = [
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

/** A custom check has its expectation in its parameters. */
const expectedByCustomCheck = (issue: z.core.$ZodIssueCustom): string => {
  const expected: unknown = issue.params?.['expected'];
  return typeof expected === 'string' ? expected : 'other';
};

function expectedByIssue(issue: z.core.$ZodIssue): { readonly expected: string; readonly limit?: string } {
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
      return { expected: expectedByCustomCheck(issue) };
    default:
      return { expected: 'other' };
  }
}

const LIMIT_KINDS = /^(?:most|least)_(?:array|string|number|int)$/;

/** The first difference from the schema: the path, and what is expected there. */
export function shapeFault({ issues: [issue] }: z.core.$ZodError): FileFault {
  if (issue === undefined) return { code: 'shape', args: { path: 'root', expected: 'other', limit: '' } };
  const { expected, limit = '' } = expectedByIssue(issue);
  const known = EXPECTED_KINDS.includes(expected) || LIMIT_KINDS.test(expected) ? expected : 'other';
  return {
    code: 'shape',
    args: {
      path: issue.path.length === 0 ? 'root' : issue.path.map(String).join('.'),
      expected: known,
      limit,
    },
  };
}
