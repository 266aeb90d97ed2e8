import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JiraError } from '../src/jira/errors';
import { type JiraAnswer, type JiraRequest, type Transport } from '../src/jira/transport';
import { type Instant, instantOf } from '../src/terms/instant';
import { FileFaultError, jsonIn } from './json-file';
import { Problem } from './problem';
import { shapeFault } from './shape-fault';

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
    context.addIssue({ code: 'custom', message: 'not a time', params: { expected: 'moment' } });
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
const matches = (recorded: Recorded, query: URLSearchParams): boolean =>
  Object.entries(recorded.query).every(([name, listed]) => {
    const expected = Array.isArray(listed) ? listed : [listed];
    const given = query.getAll(name);
    return expected.length === given.length && expected.every((one, index) => one === given[index]);
  });

/** The answers of each method and path, in their order: a recording may have a hundred thousand. */
function byRequest(all: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> {
  const groups = new Map<string, Recorded[]>();
  for (const recorded of all) {
    const name = `${recorded.method} ${recorded.path}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [recorded]);
    else group.push(recorded);
  }
  return groups;
}

/** Answers from a recording, the first that matches. @throws JiraError `not-recorded` from `send`. */
export function recordedTransport({ answers }: Recording): Transport {
  const groups = byRequest(answers);
  return {
    send({ method, path }: JiraRequest): Promise<JiraAnswer> {
      const asked = partsOf(path);
      const group = groups.get(`${method} ${asked.path}`) ?? [];
      const found = group.find(recorded => matches(recorded, asked.query));
      if (found === undefined) return Promise.reject(new JiraError('not-recorded', method));
      const { status, headers, body } = found;
      const lower = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]);
      return Promise.resolve({ status, headers: Object.fromEntries(lower), body });
    },
  };
}

const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;

/** The content of one file of the folder, as its schema reads it. */
async function readAs<T>(
  schema: z.ZodType<T>,
  { folder, name, code }: { folder: string; name: string; code: 'bad-answers' | 'bad-meta' },
): Promise<T> {
  const given = await jsonIn(join(folder, name)).catch((error: unknown) => {
    if (!(error instanceof FileFaultError)) throw error;
    throw new Problem(code, { folder }, { fault: error.fault, cause: error });
  });
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new Problem(code, { folder }, { fault: shapeFault(read.error) });
}

/** @throws Problem where the folder or its answers.json is missing, or one of its files has another shape. */
export async function recordingIn(folder: string): Promise<Recording> {
  if (!(await exists(folder))) throw new Problem('no-folder', { folder });
  if (!(await exists(join(folder, 'answers.json')))) throw new Problem('no-answers', { folder });
  const answers = await readAs(z.array(answerSchema), { folder, name: 'answers.json', code: 'bad-answers' });
  if (!(await exists(join(folder, 'meta.json')))) return { answers };
  const { recordedAt } = await readAs(metaSchema, { folder, name: 'meta.json', code: 'bad-meta' });
  return { answers, recordedAt };
}
