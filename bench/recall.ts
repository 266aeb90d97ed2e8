import type { Site } from '../sandbox/jira/site';

/** The app's findings on a site, compared with the exposures that the generator planted. */
export interface Recall {
  /** Exposures that the generator planted; several grants of one person's spaces are one. */
  readonly planted: number;
  /** Those of them that the app found. */
  readonly found: number;
  /** The app's other findings. */
  readonly unplanted: readonly string[];
}

/** A finding as the control's page lists it. */
export interface ListedFinding {
  readonly code: string;
  readonly state: string;
  readonly subject: { readonly id: string };
  readonly args: Readonly<Record<string, unknown>>;
}

const joinParts = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined).join(' ');

const plantLine = ({ control, kind, id, permission, accountId }: Site['planted'][number]): string => {
  switch (kind) {
    case 'user-holder':
      return joinParts(control, id, accountId);
    case 'inactive-owner':
      return joinParts(control, accountId);
    case 'audit-log-plan':
      return control;
    default:
      return joinParts(control, id, permission);
  }
};

const personArgOf = (args: ListedFinding['args']): string | undefined => {
  const { person } = args;
  if (typeof person !== 'object' || person === null || !('person' in person)) return undefined;
  return String(person.person);
};

const findingLine = (control: string, { code, subject, args }: ListedFinding): string => {
  if (code === 'person-granted') return joinParts(control, subject.id, personArgOf(args));
  if (code === 'plan-without-audit-log') return control;
  const { permission } = args;
  return joinParts(control, subject.id, typeof permission === 'string' ? permission : undefined);
};

/** @param found the open findings of each control. */
export function calculateRecall(
  { planted }: Pick<Site, 'planted'>,
  found: ReadonlyMap<string, readonly ListedFinding[]>,
): Recall {
  const plantedLines = new Set(planted.map(plantLine));
  const openLines = [...found].flatMap(([control, findings]) =>
    findings
      .filter(({ state }) => state === 'open' || state === 'unconfirmed')
      .map(finding => findingLine(control, finding)),
  );
  const foundLines = new Set(openLines);
  return {
    planted: plantedLines.size,
    found: [...plantedLines].filter(each => foundLines.has(each)).length,
    unplanted: [...foundLines].filter(each => !plantedLines.has(each)),
  };
}
