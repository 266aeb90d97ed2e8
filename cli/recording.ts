import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JiraError } from '../src/jira/errors';
import { differencesIn } from '../src/jira/schema-differences';
import { type JiraAnswer, type JiraRequest, type Transport } from '../src/jira/transport';
import { type Instant, instantOf } from '../src/terms/instant';
import { oneLine, Problem } from './problem';

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const answerSchema = z.object({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.union([value, z.array(value)])).default({}),
  status: z.number().int().min(100).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
});
/** One answer of a recording. */
export type Recorded = z.infer<typeof answerSchema>;

const metaSchema = z.object({
  recordedAt: z.string().transform((text, context) => {
    const at = instantOf(text);
    if (at !== undefined) return at;
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  }),
});

/** A recorded folder: the answers in their order, and when they were given where the folder says so. */
export interface Recording {
  readonly answers: readonly Recorded[];
  readonly recordedAt?: Instant;
}

/** A request's path and its query. */
export const partsOf = (path: string): { path: string; query: URLSearchParams } => {
  const [bare = '', search = ''] = path.split('?');
  return { path: bare, query: new URLSearchParams(search) };
};

/** Every listed parameter must be equal, a list of values as a whole; parameters that aren't listed don't matter. */
const answers = (recorded: Recorded, method: string, path: string, query: URLSearchParams): boolean =>
  recorded.method === method &&
  recorded.path === path &&
  Object.entries(recorded.query).every(([name, listed]) => {
    const expected = Array.isArray(listed) ? listed : [listed];
    const given = query.getAll(name);
    return expected.length === given.length && expected.every((one, index) => one === given[index]);
  });

/** Answers from a recording, the first that matches. @throws JiraError `not-recorded` from `send`. */
export const recordedTransport = ({ answers: all }: Recording): Transport => ({
  send({ method, path }: JiraRequest): Promise<JiraAnswer> {
    const asked = partsOf(path);
    const found = all.find(recorded => answers(recorded, method, asked.path, asked.query));
    if (found === undefined) return Promise.reject(new JiraError('not-recorded', method));
    const { status, headers, body } = found;
    const lower = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]);
    return Promise.resolve({ status, headers: Object.fromEntries(lower), body });
  },
});

async function jsonIn(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}

const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;

function checked<T>(
  schema: z.ZodType<T>,
  given: unknown,
  code: 'bad-answers' | 'bad-meta',
  folder: string,
): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new Problem(code, { folder, at: differencesIn(read.error) });
}

/** @throws Problem where the folder or its answers.json is missing, or one of its files has another shape. */
export async function recordingIn(folder: string): Promise<Recording> {
  if (!(await exists(folder))) throw new Problem('no-folder', { folder });
  const file = join(folder, 'answers.json');
  if (!(await exists(file))) throw new Problem('no-answers', { folder });
  const unreadable = (code: 'bad-answers' | 'bad-meta') => (cause: unknown) => {
    throw new Problem(code, { folder, at: oneLine(cause) }, cause);
  };
  const all = checked(
    z.array(answerSchema),
    await jsonIn(file).catch(unreadable('bad-answers')),
    'bad-answers',
    folder,
  );
  const metaFile = join(folder, 'meta.json');
  if (!(await exists(metaFile))) return { answers: all };
  const meta = checked(metaSchema, await jsonIn(metaFile).catch(unreadable('bad-meta')), 'bad-meta', folder);
  return { answers: all, recordedAt: meta.recordedAt };
}
