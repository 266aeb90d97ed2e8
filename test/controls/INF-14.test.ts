import { backupsAndRestore } from '../../src/controls/information/INF-14-backups';
import { DAY, later } from '../../src/terms/instant';
import { lineOf, NOW } from './site';

const inf14 = lineOf(backupsAndRestore);
const whole = {
  lastBackup: '2026-11-19',
  keptWhere: 'a bucket of the platform team',
  keptDays: 90,
  whoCanDelete: 'platform team',
  lastRestore: '2026-03-02',
  restoredSpaces: 41,
  restoredWorkItems: 12_034,
  restoreHours: 6,
  missing: 'nothing',
  result: 'effective',
  evidence: 'backup.log, restore.log',
};
const stated = (given: object, at = NOW) => ({ statement: { blanks: { ...whole, ...given }, at } });

describe('INF-14 Backups made, and a restore tested', () => {
  it('is unknown until somebody states it', () => {
    expect(inf14()).toBe('unknown ? not-attested');
  });

  it('is met by a recent backup and a restore that worked', () => {
    expect(inf14({}, stated({}))).toBe('met');
    expect(inf14({}, stated({ result: 'withExceptions', missing: 'two attachments' }))).toBe('met');
  });

  it('wants a backup of the 7 days before the statement', () => {
    expect(inf14({}, stated({ lastBackup: '2026-11-13' }))).toBe('met');
    expect(inf14({}, stated({ lastBackup: '2026-11-12' }))).toBe('not-met: backup-old(backups) high');
  });

  it('judges the backup on the day of the statement, not today', () => {
    expect(inf14({}, { ...stated({ lastBackup: '2026-11-01' }, later(NOW, -19 * DAY)) })).toBe('met');
  });

  it('wants a restore test of the last 12 months', () => {
    expect(inf14({}, stated({ lastRestore: '2025-11-20' }))).toBe('met');
    expect(inf14({}, stated({ lastRestore: '2025-11-19' }))).toBe('not-met: restore-old(restore-test) high');
    const never = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'lastRestore'));
    expect(inf14({}, { statement: { blanks: never } })).toBe('not-met: restore-untested(restore-test) high');
  });

  it('is not met by a restore that was not effective', () => {
    expect(inf14({}, stated({ result: 'notEffective' }))).toBe(
      'not-met: restore-incomplete(restore-test) high',
    );
  });

  it('takes a form that is not filled as it should be for none', () => {
    expect(inf14({}, stated({ lastBackup: 'last week' }))).toBe('unknown ? not-attested');
  });
});
