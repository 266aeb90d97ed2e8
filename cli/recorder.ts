import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type z } from 'zod';
import { type Jira } from '../src/jira/jira';
import { operationOf } from '../src/jira/operations';
import { requestOf } from '../src/jira/request';
import { type JiraAnswer, type JiraRequest, type Transport } from '../src/jira/transport';
import { type Instant, isoOf } from '../src/terms/instant';
import { oneLine, Problem } from './problem';
import { partsOf, type Recorded } from './recording';
import { seenBy } from './what-is-read';
import { withoutPeople } from './without-people';

/** What the gateway reads of an answer's headers. Others may hold cookies and sessions. */
const KEPT_HEADERS: readonly string[] = ['ratelimit-reason', 'retry-after'];

export interface Recorder {
  /** Passes requests on and keeps the last answer to each: an earlier one may have been a failure of the moment. */
  readonly transport: Transport;
  /** Passes calls on and notes what is read of their answers: nothing else is written. */
  over(jira: Jira): Jira;
  /** @throws Problem where the folder can't be written. */
  write(folder: string, recordedAt: Instant): Promise<void>;
}

const nameOf = ({ method, path }: JiraRequest): string => `${method} ${path}`;

function queryOf(query: URLSearchParams): Recorded['query'] {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map(name => {
      const [one = '', ...more] = query.getAll(name);
      return [name, more.length === 0 ? one : [one, ...more]];
    }),
  );
}

/** Of an answer that is a success what is read of it; of a complaint its status says all. */
function recordedOf(
  { method, path: asked }: JiraRequest,
  { status, headers, body }: JiraAnswer,
  schema: z.ZodType | undefined,
): Recorded {
  const { path, query } = partsOf(asked);
  const isRead = schema !== undefined && status >= 200 && status < 300;
  return {
    method,
    path,
    query: queryOf(query),
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name))),
    ...(isRead ? { body: seenBy(schema, body).read } : {}),
  };
}

/** Keeps what a site answers, as far as it is read, and writes it as a recording without what names people. */
export function recorderOf(inner: Transport): Recorder {
  const schemas = new Map<string, z.ZodType>();
  const kept = new Map<string, Recorded>();
  return {
    transport: {
      async send(request) {
        const answer = await inner.send(request);
        kept.set(nameOf(request), recordedOf(request, answer, schemas.get(nameOf(request))));
        return answer;
      },
    },
    over: jira => ({
      call(operation, input) {
        schemas.set(nameOf(requestOf(operationOf(operation), input)), input.answer);
        return jira.call(operation, input);
      },
    }),
    async write(folder, recordedAt) {
      const all = withoutPeople([...kept.values()]);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'answers.json'), `${JSON.stringify(all, null, 1)}\n`);
        await writeFile(join(folder, 'meta.json'), `${JSON.stringify({ recordedAt: isoOf(recordedAt) })}\n`);
      } catch (cause) {
        throw new Problem('not-writable', { folder, reason: oneLine(cause) }, { cause });
      }
    },
  };
}
