import { z } from 'zod';

/** A document of the Atlassian Document Format, as far as Jira's REST API looks before it takes one. */
export const adf = z
  .object({ type: z.literal('doc'), version: z.literal(1), content: z.array(z.unknown()) })
  .loose();
