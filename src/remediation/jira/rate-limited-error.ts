/** Jira's rate limit or the app's API point budget is used up. The run sends no more requests. */
export class RateLimitedError extends Error {
  override readonly name = 'RateLimitedError';
}
