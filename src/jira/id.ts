import { z } from 'zod';

/** Whether a value can be a part of a request's path. Dots alone would climb in the path. */
export const isPathPart = (value: string): boolean => value !== '' && value !== '.' && value !== '..';

/**
 * An ID or key in an answer. Every ID can become a part of a later request's path, so one that can't be is refused here: the
 * row that has it is a gap, and the other rows count.
 */
export const nonEmptyId = z.string().refine(isPathPart, 'ID');

/** An ID that Jira writes as a number in some answers and as text in others. IDs are text in this app. */
export const numberOrId = z.union([z.number(), nonEmptyId]).transform(String);
