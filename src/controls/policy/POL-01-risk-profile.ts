import { z } from 'zod';
import { idsOf } from '../../settings/settings';
import { monthsAfter } from '../../terms/day';
import { type Codes, defineControl, type StatementForm } from '../define';
import { findingsOf } from '../finding';

const codes = {
  findings: ['profile-old', 'profile-not-effective', 'sensitive-since'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('POL-01');

/** An assessment counts for so many months. */
const MONTHS = 12;

const blanks = z.object({
  assessedOn: z.iso.date(),
  document: z.string().min(1).max(500),
  people: z.string().min(1).max(500),
  mostSensitive: z.string().min(1).max(1000),
  result: z.enum(['effective', 'withExceptions', 'notEffective']),
});
type Blanks = z.infer<typeof blanks>;

const statement: StatementForm<Blanks> = {
  blanks,
  fields: [
    { name: 'assessedOn', kind: 'day' },
    { name: 'document', kind: 'text' },
    { name: 'people', kind: 'text' },
    { name: 'mostSensitive', kind: 'text' },
    { name: 'result', kind: 'choice', choices: blanks.shape.result.options },
  ],
  about: (settings, today) => [...idsOf(settings.sensitiveSpaces, today)].sort(),
  validMonths: MONTHS,
};

const subject = { kind: 'site', id: 'risk-profile' } as const;

/** Somebody wrote down what is at stake on this site, and what was marked sensitive since was part of it. */
export const riskProfile = defineControl({
  id: 'POL-01',
  version: 1,
  area: 'policy',
  weight: 'medium',
  review: 'year',
  proof: 'stated',
  fixer: 'jira-admin',
  codes,
  needs: {},
  statement,
  applies: () => true,
  judge: (_, { statement: stated, settings, today }) => {
    if (stated === undefined) return { findings: [] };
    const { assessedOn, result } = stated.blanks;
    const marked = [...idsOf(settings.sensitiveSpaces, today)].filter(id => !stated.about.includes(id));
    return {
      findings: [
        ...(assessedOn < monthsAfter(stated.day, -MONTHS)
          ? [finding('profile-old', subject, 'medium', { args: { assessedOn } })]
          : []),
        ...(result === 'notEffective'
          ? [finding('profile-not-effective', subject, 'medium', { args: { assessedOn } })]
          : []),
        ...(marked.length > 0
          ? [
              finding('sensitive-since', subject, 'medium', {
                args: { marked: marked.length },
              }),
            ]
          : []),
      ],
    };
  },
});
