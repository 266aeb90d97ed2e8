import type { z } from 'zod';
import { refusal } from './answer';
import type { ApiRequest } from './operation';

/** The request's body as the schema reads it. @throws 400 with the fields that are wrong. */
export function parseBody<S extends z.ZodType>(request: ApiRequest, schema: S): z.output<S> {
  const read = schema.safeParse(request.body);
  if (read.success) return read.data;
  const errors: Record<string, string> = {};
  const messages: string[] = [];
  for (const issue of read.error.issues) {
    if (issue.path.length > 0) errors[issue.path.join('.')] = issue.message;
    else messages.push('Invalid request payload. Refer to the REST API documentation and try again.');
  }
  throw refusal(400, messages, errors);
}
