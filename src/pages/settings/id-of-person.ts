/** A cleared picker tells nobody, whatever its type promises. */
export const idOfPerson = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string'
    ? person.id
    : '';
