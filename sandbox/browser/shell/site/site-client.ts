import { PERSON_HEADER } from '../../person-header';
import { isRecord } from '../../protocol';

/** The site refused or failed; the message is the site's own, in a person's words. */
export class SiteError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The site's REST API as one person uses it. */
export class SiteClient {
  readonly #accountId: string;

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  get(path: string): Promise<unknown> {
    return this.#request('GET', path, undefined);
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.#request('POST', path, body);
  }

  put(path: string, body: unknown): Promise<unknown> {
    return this.#request('PUT', path, body);
  }

  async #request(method: string, path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`/as-person${path}`, {
      method,
      headers: { [PERSON_HEADER]: this.#accountId, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const content: unknown = text === '' ? undefined : parseJson(text);
    if (!answer.ok)
      throw new SiteError(answer.status, errorMessageOf(content) ?? `Jira answered ${answer.status}`);
    return content;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not every refusal of Jira's is JSON.
    return { errorMessages: [text] };
  }
}

/** Jira's two ways to say what is wrong: with the request, and with a field of it. */
function errorMessageOf(content: unknown): string | undefined {
  if (!isRecord(content)) return undefined;
  const general = Array.isArray(content.errorMessages) ? content.errorMessages.map(String) : [];
  const fieldErrors = isRecord(content.errors) ? Object.values(content.errors).map(String) : [];
  const own = typeof content.message === 'string' ? [content.message] : [];
  return [...general, ...fieldErrors, ...own].join(' ') || undefined;
}
