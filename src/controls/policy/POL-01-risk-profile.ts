import { z } from 'zod';
import { activeIds } from '../../settings/settings';
import { monthsAfter } from '../../domain/day';
import { type ControlCodes, defineControl, type AttestationForm } from '../define-control';
import { createFindingBuilder } from '../finding-builder';

const codes = {
  findings: ['profile-old', 'profile-not-effective', 'sensitive-since'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('POL-01');

const ASSESSMENT_VALID_MONTHS = 12;

const answersSchema = z.object({
  assessedOn: z.iso.date(),
  document: z.string().min(1).max(500),
  people: z.string().min(1).max(500),
  mostSensitive: z.string().min(1).max(1000),
  result: z.enum(['effective', 'withExceptions', 'notEffective']),
});
type Answers = z.infer<typeof answersSchema>;

const attestationForm: AttestationForm<Answers> = {
  answersSchema,
  fields: [
    { name: 'assessedOn', kind: 'day' },
    { name: 'document', kind: 'text' },
    { name: 'people', kind: 'text' },
    { name: 'mostSensitive', kind: 'text' },
    { name: 'result', kind: 'choice', choices: answersSchema.shape.result.options },
  ],
  coveredIds: (settings, today) => [...activeIds(settings.sensitiveSpaces, today)].sort(),
  validMonths: ASSESSMENT_VALID_MONTHS,
};

const RISK_PROFILE_SUBJECT = { kind: 'site', id: 'risk-profile' } as const;

/** There is a current risk assessment of the site, and it covers all spaces that are marked as sensitive. */
export const riskProfile = defineControl({
  id: 'POL-01',
  version: 1,
  area: 'policy',
  weight: 'medium',
  review: 'year',
  proof: 'attested',
  fixedBy: 'jira-admin',
  codes,
  needs: {},
  attestation: attestationForm,
  judge: (_, { attestation, settings, today }) => {
    if (attestation === undefined) return { findings: [] };
    const { assessedOn, result } = attestation.answers;
    const newlySensitive = [...activeIds(settings.sensitiveSpaces, today)].filter(
      id => !attestation.coveredIds.includes(id),
    );
    return {
      findings: [
        ...(assessedOn < monthsAfter(attestation.attestedOn, -ASSESSMENT_VALID_MONTHS)
          ? [finding('profile-old', RISK_PROFILE_SUBJECT, 'medium', { args: { assessedOn } })]
          : []),
        ...(result === 'notEffective'
          ? [finding('profile-not-effective', RISK_PROFILE_SUBJECT, 'medium', { args: { assessedOn } })]
          : []),
        ...(newlySensitive.length > 0
          ? [
              finding('sensitive-since', RISK_PROFILE_SUBJECT, 'medium', {
                args: { marked: newlySensitive.length },
              }),
            ]
          : []),
      ],
    };
  },
});
