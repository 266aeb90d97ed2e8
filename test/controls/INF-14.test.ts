import { backupsAndRestore } from '../../src/controls/information/INF-14-backups-and-restore';
import { DAY, addDuration } from '../../src/domain/instant';
import { judgeToLine, NOW } from './fixtures';

const inf14 = judgeToLine(backupsAndRestore);
const fullAnswers = {
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
const attestedWith = (given: object, at = NOW) => ({
  attestation: { answers: { ...fullAnswers, ...given }, at },
});

describe('INF-14 Backups made, and a restore tested', () => {
  it('is unknown without an attestation', () => {
    expect(inf14()).toBe('unknown ? not-attested');
  });

  it('is met by a recent backup and a restore that worked', () => {
    expect(inf14({}, attestedWith({}))).toBe('met');
    expect(inf14({}, attestedWith({ result: 'withExceptions', missing: 'two attachments' }))).toBe('met');
  });

  it('requires a backup of the 7 days before the attestation', () => {
    expect(inf14({}, attestedWith({ lastBackup: '2026-11-13' }))).toBe('met');
    expect(inf14({}, attestedWith({ lastBackup: '2026-11-12' }))).toBe('not-met: backup-old(backups) high');
  });

  it('judges the backup on the day of the attestation, not today', () => {
    expect(inf14({}, { ...attestedWith({ lastBackup: '2026-11-01' }, addDuration(NOW, -19 * DAY)) })).toBe(
      'met',
    );
  });

  it('requires a restore test of the last 12 months', () => {
    expect(inf14({}, attestedWith({ lastRestore: '2025-11-20' }))).toBe('met');
    expect(inf14({}, attestedWith({ lastRestore: '2025-11-19' }))).toBe(
      'not-met: restore-old(restore-test) high',
    );
    const never = Object.fromEntries(Object.entries(fullAnswers).filter(([name]) => name !== 'lastRestore'));
    expect(inf14({}, { attestation: { answers: never } })).toBe(
      'not-met: restore-untested(restore-test) high',
    );
  });

  it('is not met by a restore that was not effective', () => {
    expect(inf14({}, attestedWith({ result: 'notEffective' }))).toBe(
      'not-met: restore-incomplete(restore-test) high',
    );
  });

  it('ignores an attestation with invalid answers', () => {
    expect(inf14({}, attestedWith({ lastBackup: 'last week' }))).toBe('unknown ? not-attested');
  });
});
