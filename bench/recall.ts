import type { Site } from '../sandbox/jira/site';

/** What the app found on a site, beside what the generator made wrong there. */
export interface Recall {
  /** Exposures that the generator planted; several grants of one person's spaces are one. */
  readonly planted: number;
  /** Those of them that the app found. */
  readonly found: number;
  /** What the app found besides. */
  readonly others: readonly string[];
}

/** A finding as the control's page lists it. */
export interface ListedFinding {
  readonly code: string;
  readonly state: string;
  readonly subject: { readonly id: string };
  readonly args: Readonly<Record<string, unknown>>;
}

const line = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined).join(' ');

const plantLine = ({ control, kind, id, permission, accountId }: Site['planted'][number]): string => {
  switch (kind) {
    case 'user-holder':
      return line(control, id, accountId);
    case 'inactive-owner':
      return line(control, accountId);
    case 'audit-log-plan':
      return control;
    default:
      return line(control, id, permission);
  }
};

const personIn = (args: ListedFinding['args']): string | undefined => {
  const { person } = args;
  if (typeof person !== 'object' || person === null || !('person' in person)) return undefined;
  return String(person.person);
};

const findingLine = (control: string, { code, subject, args }: ListedFinding): string => {
  if (code === 'person-granted') return line(control, subject.id, personIn(args));
  if (code === 'plan-without-audit-log') return control;
  const { permission } = args;
  return line(control, subject.id, typeof permission === 'string' ? permission : undefined);
};

/** @param found the open findings of each control. */
export function recallOf(
  { planted }: Pick<Site, 'planted'>,
  found: ReadonlyMap<string, readonly ListedFinding[]>,
): Recall {
  const wanted = new Set(planted.map(plantLine));
  const open = [...found].flatMap(([control, findings]) =>
    findings
      .filter(({ state }) => state === 'open' || state === 'suspected')
      .map(finding => findingLine(control, finding)),
  );
  const told = new Set(open);
  return {
    planted: wanted.size,
    found: [...wanted].filter(each => told.has(each)).length,
    others: [...told].filter(each => !wanted.has(each)),
  };
}
