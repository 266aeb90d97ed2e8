import { z } from 'zod';
import { type Control, defineControl } from '../../src/controls/define';
import { attestationOf } from '../../src/people/attest';
import { defaultSettings } from '../../src/settings/settings';
import { instant } from '../../src/terms/instant';

const now = instant(Date.UTC(2026, 10, 20, 23, 30));
const read = defineControl({
  id: 'INF-14',
  version: 3,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'stated',
  fixer: 'organization-admin',
  codes: { findings: [] },
  needs: {},
  applies: () => true,
  judge: () => ({ findings: [] }),
});
const control = {
  ...read,
  statement: {
    blanks: z.object({ lastBackup: z.iso.date(), keptDays: z.number().int(), remark: z.string().optional() }),
    fields: [
      { name: 'lastBackup', kind: 'day' },
      { name: 'keptDays', kind: 'number' },
      { name: 'remark', kind: 'text', optional: true },
    ],
    validMonths: 3,
  },
} satisfies Control;
const attester = { by: 'ana', now, today: '2026-11-21', settings: defaultSettings };
const attested = (blanks: Record<string, string | number>) => attestationOf(control, blanks, attester);

describe('a statement', () => {
  it('keeps the ids of the settings that it is about', () => {
    const about = { ...control, statement: { ...control.statement, about: () => ['10001'] } };
    expect(attestationOf(about, { lastBackup: '2026-11-20', keptDays: 30 }, attester)).toMatchObject({
      attestation: { about: ['10001'] },
    });
  });

  it('is dated now and holds for the control’s months from now, whatever day was seen', () => {
    expect(attested({ lastBackup: '2024-01-01', keptDays: 30 })).toEqual({
      is: 'made',
      attestation: {
        id: `INF-14:${now}:ana`,
        control: 'INF-14',
        version: 3,
        blanks: { lastBackup: '2024-01-01', keptDays: 30 },
        by: 'ana',
        at: now,
        validUntil: Date.UTC(2027, 1, 20, 23, 30),
      },
    });
  });

  it('takes the site’s today, not that of UTC', () => {
    expect(attested({ lastBackup: '2026-11-21', keptDays: 1 }).is).toBe('made');
  });

  it('refuses a day that has not come', () => {
    expect(attested({ lastBackup: '2026-11-22', keptDays: 30 })).toEqual({
      is: 'invalid',
      fields: [{ path: 'lastBackup', why: 'day-after-today' }],
    });
  });

  it('names each blank that is missing or does not fit', () => {
    expect(attested({ lastBackup: ' ', keptDays: 1.5 })).toEqual({
      is: 'invalid',
      fields: [
        { path: 'lastBackup', why: 'required' },
        { path: 'keptDays', why: 'invalid_type' },
      ],
    });
  });

  it('leaves out what was left empty', () => {
    expect(attested({ lastBackup: '2026-11-20', keptDays: 30, remark: '  ' })).toMatchObject({
      attestation: { blanks: { lastBackup: '2026-11-20', keptDays: 30 } },
    });
  });

  it('is refused for a control that is read', () => {
    expect(attestationOf(read, {}, attester)).toEqual({
      is: 'invalid',
      fields: [{ path: 'control', why: 'not-stated' }],
    });
  });
});
