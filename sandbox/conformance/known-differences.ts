/** Where real sites are known to answer otherwise than the document says. */
export interface KnownDifference {
  operation: RegExp;
  /** The property that the document doesn't have. */
  property: string;
  why: string;
}

/** Properties that real answers have and the document forbids. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    operation: /^GET \/rest\/api\/3\/auditing\/record$/,
    property: 'authorAccountId',
    why: 'every record with an author has it on the sites that were recorded',
  },
  ...['user', 'group', 'projectRole'].map(property => ({
    operation: /permissionscheme/,
    property,
    why: 'the operation documents `expand` for it, the schema of a holder has no place for it',
  })),
];

/** Statuses that the platform answers before an operation is asked: no operation documents them all. */
export const platformStatuses: readonly string[] = ['401', '429'];
