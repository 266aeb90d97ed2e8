/**
 * Returns each object once, ordered by ID. Jira's lists can contain an object twice: because it moved to another page
 * during the reading, or for no apparent reason (agents). Their order has no meaning.
 */
export function uniqueById<F>(facts: readonly F[], idOf: (fact: F) => string): readonly F[] {
  const byId = new Map(facts.map(fact => [idOf(fact), fact]));
  return [...byId].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fact]) => fact);
}
