/**
 * Each object once, in the order of ids. Jira's lists may name an object twice, where they moved while they were read or
 * where Jira just does (agents), and their order means nothing.
 */
export function distinct<F>(facts: readonly F[], idOf: (fact: F) => string): readonly F[] {
  const byId = new Map(facts.map(fact => [idOf(fact), fact]));
  return [...byId].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fact]) => fact);
}
