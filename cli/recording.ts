import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JiraError } from '../src/jira/jira-error';
import { type JiraResponse, type JiraRequest, type Transport } from '../src/jira/transport';
import { type Instant, parseInstant } from '../src/domain/instant';
import { FileFaultError, readJsonFile } from './json-file';
import { Problem } from './problem';
import { shapeFault } from './shape-fault';

const queryValueSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const answerSchema = z.object({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.union([queryValueSchema, z.array(queryValueSchema)])).default({}),
  status: z.number().int().min(100).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
});
/** One answer of a recording. */
export type RecordedAnswer = z.infer<typeof answerSchema>;

const metaSchema = z.object({
  recordedAt: z.string().transform((text, context) => {
    const at = parseInstant(text);
    if (at !== undefined) return at;
    context.addIssue({ code: 'custom', message: 'not a time', params: { expected: 'moment' } });
    return z.NEVER;
  }),
});

/** A recording: its answers in order, and when they were recorded, if known. */
export interface Recording {
  readonly answers: readonly RecordedAnswer[];
  readonly recordedAt?: Instant;
}

export const splitPath = (path: string): { path: string; query: URLSearchParams } => {
  const [pathname = '', search = ''] = path.split('?');
  return { path: pathname, query: new URLSearchParams(search) };
};

/** Whether all recorded parameters match. A list of values must match as a whole. Other parameters are ignored. */
const matchesQuery = (recorded: RecordedAnswer, query: URLSearchParams): boolean =>
  Object.entries(recorded.query).every(([name, recordedValue]) => {
    const expected = Array.isArray(recordedValue) ? recordedValue : [recordedValue];
    const actual = query.getAll(name);
    return expected.length === actual.length && expected.every((one, index) => one === actual[index]);
  });

/** Groups answers by method and path, in order, because a recording can have a hundred thousand. */
function groupByRequest(all: readonly RecordedAnswer[]): ReadonlyMap<string, readonly RecordedAnswer[]> {
  const groups = new Map<string, RecordedAnswer[]>();
  for (const recorded of all) {
    const name = `${recorded.method} ${recorded.path}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [recorded]);
    else group.push(recorded);
  }
  return groups;
}

/** Returns the first matching answer of a recording. `send` throws JiraError `not-recorded` if there is none. */
export function createRecordedTransport({ answers }: Recording): Transport {
  const groups = groupByRequest(answers);
  return {
    send({ method, path }: JiraRequest): Promise<JiraResponse> {
      const requested = splitPath(path);
      const group = groups.get(`${method} ${requested.path}`) ?? [];
      const found = group.find(recorded => matchesQuery(recorded, requested.query));
      if (found === undefined) return Promise.reject(new JiraError('not-recorded', method));
      const { status, headers, body } = found;
      const lowerCaseHeaders = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]);
      return Promise.resolve({ status, headers: Object.fromEntries(lowerCaseHeaders), body });
    },
  };
}

const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;

/** Reads one file of the folder with a schema. */
async function readFileAs<T>(
  schema: z.ZodType<T>,
  { folder, name, code }: { folder: string; name: string; code: 'bad-answers' | 'bad-meta' },
): Promise<T> {
  const content = await readJsonFile(join(folder, name)).catch((error: unknown) => {
    if (!(error instanceof FileFaultError)) throw error;
    throw new Problem(code, { folder }, { fault: error.fault, cause: error });
  });
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Problem(code, { folder }, { fault: shapeFault(parsed.error) });
}

/** @throws Problem if the folder or its answers.json is missing, or a file has an invalid shape. */
export async function readRecording(folder: string): Promise<Recording> {
  if (!(await exists(folder))) throw new Problem('no-folder', { folder });
  if (!(await exists(join(folder, 'answers.json')))) throw new Problem('no-answers', { folder });
  const answers = await readFileAs(z.array(answerSchema), {
    folder,
    name: 'answers.json',
    code: 'bad-answers',
  });
  if (!(await exists(join(folder, 'meta.json')))) return { answers };
  const { recordedAt } = await readFileAs(metaSchema, { folder, name: 'meta.json', code: 'bad-meta' });
  return { answers, recordedAt };
}
