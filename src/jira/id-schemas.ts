import { z } from 'zod';

/** Whether a value can be part of a request's path. Dots alone would climb in the path. */
export const isPathPart = (value: string): boolean => value !== '' && value !== '.' && value !== '..';

/**
 * An ID or key in a response. Every ID can become part of a later request's path, so unsafe IDs are rejected here. Only
 * the affected row becomes a gap.
 */
export const idSchema = z.string().refine(isPathPart, 'ID');

/** An ID that Jira writes as a number in some responses and as text in others. The app uses text. */
export const numberOrIdSchema = z.union([z.number(), idSchema]).transform(String);
