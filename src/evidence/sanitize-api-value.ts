const MAX_LENGTH = 40;

/** Shortens an unknown value from Jira's API so that a gap can show and store it, for troubleshooting. */
export const sanitizeApiValue = (value: string): string =>
  value.replace(/[^A-Za-z0-9._-]/g, '').slice(0, MAX_LENGTH);
