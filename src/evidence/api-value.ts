const LONGEST = 40;

/**
 * A value of Jira's API that this app doesn't know, fit to be shown and kept: a gap names it, so that whoever looks into it can
 * find it.
 */
export const shownValue = (value: string): string => value.replace(/[^A-Za-z0-9._-]/g, '').slice(0, LONGEST);
