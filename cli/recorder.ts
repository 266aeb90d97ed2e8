import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type z } from 'zod';
import { type Jira } from '../src/jira/jira';
import { operationOf } from '../src/jira/operations';
import { buildRequest } from '../src/jira/build-request';
import { type JiraResponse, type JiraRequest, type Transport } from '../src/jira/transport';
import { type Instant, formatIso } from '../src/domain/instant';
import { toOneLine, Problem } from './problem';
import { splitPath, type RecordedAnswer } from './recording';
import { projectBySchema } from './schema-projection';
import { anonymizeAnswers } from './anonymize-answers';

/** Only the headers that the gateway reads. Others may contain cookies and sessions. */
const KEPT_HEADERS: readonly string[] = ['ratelimit-reason', 'retry-after'];

export interface Recorder {
  /** Passes requests on and keeps the last answer to each, because an earlier one may be a temporary failure. */
  readonly transport: Transport;
  /** Passes calls on and records their schemas. Only the fields in these schemas are written. */
  recordSchemas(jira: Jira): Jira;
  /** @throws Problem if the folder can't be written. */
  write(folder: string, recordedAt: Instant): Promise<void>;
}

const requestName = ({ method, path }: JiraRequest): string => `${method} ${path}`;

function queryRecord(query: URLSearchParams): RecordedAnswer['query'] {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map(name => {
      const [one = '', ...more] = query.getAll(name);
      return [name, more.length === 0 ? one : [one, ...more]];
    }),
  );
}

/** Keeps the fields read from a successful answer. For an error, the status is enough. */
function buildRecordedAnswer(
  { method, path: requestPath }: JiraRequest,
  { status, headers, body }: JiraResponse,
  schema: z.ZodType | undefined,
): RecordedAnswer {
  const { path, query } = splitPath(requestPath);
  const isRead = schema !== undefined && status >= 200 && status < 300;
  return {
    method,
    path,
    query: queryRecord(query),
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name))),
    ...(isRead ? { body: projectBySchema(schema, body).known } : {}),
  };
}

/** Records the fields read from a site's answers, and writes them without personal data. */
export function createRecorder(inner: Transport): Recorder {
  const schemas = new Map<string, z.ZodType>();
  const recordedAnswers = new Map<string, RecordedAnswer>();
  return {
    transport: {
      async send(request) {
        const answer = await inner.send(request);
        recordedAnswers.set(
          requestName(request),
          buildRecordedAnswer(request, answer, schemas.get(requestName(request))),
        );
        return answer;
      },
    },
    recordSchemas: jira => ({
      call(operation, input) {
        schemas.set(requestName(buildRequest(operationOf(operation), input)), input.responseSchema);
        return jira.call(operation, input);
      },
    }),
    async write(folder, recordedAt) {
      const all = anonymizeAnswers([...recordedAnswers.values()]);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'answers.json'), `${JSON.stringify(all, null, 1)}\n`);
        await writeFile(
          join(folder, 'meta.json'),
          `${JSON.stringify({ recordedAt: formatIso(recordedAt) })}\n`,
        );
      } catch (cause) {
        throw new Problem('not-writable', { folder, reason: toOneLine(cause) }, { cause });
      }
    },
  };
}
