/**
 * A refusal of the store. The codes are those of Atlassian's error pages where these name one; the rest, and every text, are
 * the sandbox's own.
 */
export class KvsError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'KvsError';
    this.status = status;
    this.code = code;
  }
}
