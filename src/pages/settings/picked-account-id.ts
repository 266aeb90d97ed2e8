/** A cleared picker returns no person, although its type says otherwise. */
export const pickedAccountId = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string'
    ? person.id
    : '';
