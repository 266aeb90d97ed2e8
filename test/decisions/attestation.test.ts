import { z } from 'zod';
import { type Control, defineControl } from '../../src/controls/define-control';
import { buildAttestation } from '../../src/decisions/attestation';
import { defaultSettings } from '../../src/settings/settings';
import { instant } from '../../src/domain/instant';

const now = instant(Date.UTC(2026, 10, 20, 23, 30));
const read = defineControl({
  id: 'INF-14',
  version: 3,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'attested',
  fixedBy: 'organization-admin',
  codes: { findings: [] },
  needs: {},
  judge: () => ({ findings: [] }),
});
const control = {
  ...read,
  attestation: {
    answersSchema: z.object({
      lastBackup: z.iso.date(),
      keptDays: z.number().int(),
      remark: z.string().optional(),
    }),
    fields: [
      { name: 'lastBackup', kind: 'day' },
      { name: 'keptDays', kind: 'number' },
      { name: 'remark', kind: 'text', optional: true },
    ],
    validMonths: 3,
  },
} satisfies Control;
const attester = { by: 'ana', now, today: '2026-11-21', settings: defaultSettings };
const attestWith = (answers: Record<string, string | number>) => buildAttestation(control, answers, attester);

describe('an attestation', () => {
  it('keeps the ids from the settings that it covers', () => {
    const covering = {
      ...control,
      attestation: { ...control.attestation, coveredIds: () => ['10001'] },
    };
    expect(buildAttestation(covering, { lastBackup: '2026-11-20', keptDays: 30 }, attester)).toMatchObject({
      attestation: { coveredIds: ['10001'] },
    });
  });

  it('is dated now and valid for the control’s months from now, whatever day it reports', () => {
    expect(attestWith({ lastBackup: '2024-01-01', keptDays: 30 })).toEqual({
      is: 'made',
      attestation: {
        id: `INF-14:${now}:ana`,
        control: 'INF-14',
        version: 3,
        answers: { lastBackup: '2024-01-01', keptDays: 30 },
        by: 'ana',
        at: now,
        validUntil: Date.UTC(2027, 1, 20, 23, 30),
      },
    });
  });

  it('uses today in the site’s time zone, not in UTC', () => {
    expect(attestWith({ lastBackup: '2026-11-21', keptDays: 1 }).is).toBe('made');
  });

  it('refuses a future day', () => {
    expect(attestWith({ lastBackup: '2026-11-22', keptDays: 30 })).toEqual({
      is: 'invalid',
      fields: [{ path: 'lastBackup', why: 'day-after-today' }],
    });
  });

  it('reports each answer that is missing or invalid', () => {
    expect(attestWith({ lastBackup: ' ', keptDays: 1.5 })).toEqual({
      is: 'invalid',
      fields: [
        { path: 'lastBackup', why: 'required' },
        { path: 'keptDays', why: 'invalid_type' },
      ],
    });
  });

  it('omits empty answers', () => {
    expect(attestWith({ lastBackup: '2026-11-20', keptDays: 30, remark: '  ' })).toMatchObject({
      attestation: { answers: { lastBackup: '2026-11-20', keptDays: 30 } },
    });
  });

  it('is refused for a control without a form', () => {
    expect(buildAttestation(read, {}, attester)).toEqual({
      is: 'invalid',
      fields: [{ path: 'control', why: 'no-attestation-form' }],
    });
  });
});
