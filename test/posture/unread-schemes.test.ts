import { anonymousAccess } from '../../src/controls/information/INF-01-anonymous-access';
import { type SchemeFact, type SpaceFact, type SpaceSchemeFact } from '../../src/evidence/facts';
import { compareFindings, type ControlHistory, emptyHistory } from '../../src/posture/compare-findings';
import { type Instant, addDuration, MINUTE } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { ANYONE, evidenceFrom, judgeSite, NOW, scheme, space, spaceSchemesOf } from '../controls/fixtures';

interface Lists {
  readonly sharedSchemes: readonly SchemeFact[];
  readonly ownSchemes: readonly SchemeFact[];
  readonly spaces: readonly SpaceFact[];
  readonly spaceSchemes: readonly SpaceSchemeFact[];
}

const at = (minute: number): Instant => addDuration(NOW, minute * MINUTE);

/** A pass that read all, with each of these objects re-checked a minute after it. */
const pass = <F>(
  facts: readonly F[],
  minute: number,
  keys: readonly string[],
  deleted: readonly string[],
): Reading<F> => ({
  facts,
  fullReadAt: at(minute),
  read: facts.length,
  gaps: [],
  recheckedAt: new Map(keys.map(key => [key, at(minute + 1)])),
  deleted: new Set(deleted),
});

/** What becomes of the findings in schemes 10, 11, and the own scheme 90, by their subject. */
function statesAfter(then: Lists, deleted: readonly string[] = []): Readonly<Record<string, string>> {
  let history: ControlHistory = emptyHistory(anonymousAccess);
  [before, before, then, then].forEach((lists, index) => {
    const minute = index * 5;
    const site = {
      sharedSchemes: pass(lists.sharedSchemes, minute, ['10', '11'], deleted),
      ownSchemes: pass(lists.ownSchemes, minute, ['90'], deleted),
      spaces: pass(lists.spaces, minute, ['1', '2', '7'], []),
      spaceSchemes: pass(lists.spaceSchemes, minute, ['1', '2'], []),
    };
    ({ history } = compareFindings({
      control: anonymousAccess,
      history,
      judgment: judgeSite(anonymousAccess, site),
      evidence: evidenceFrom(site),
      now: at(minute + 2),
      joinsBaseline: () => false,
    }));
  });
  return Object.fromEntries(history.findings.map(({ finding: { subject }, state }) => [subject.id, state]));
}

const open = (id: string, owner?: string): SchemeFact => scheme(id, [[ANYONE, 'BROWSE_PROJECTS']], owner);
const before: Lists = {
  sharedSchemes: [open('10'), open('11')],
  ownSchemes: [open('90', '7')],
  spaces: [space('1'), space('2'), space('7', { teamManaged: true })],
  spaceSchemes: [...spaceSchemesOf('10', '1'), ...spaceSchemesOf('11', '2')],
};

describe('a finding in a scheme, while not all is known of schemes in use', () => {
  it('stays open where nothing changed', () => {
    expect(statesAfter(before)).toEqual({ 10: 'open', 11: 'open', 90: 'open' });
  });

  it('is not resolved while the grants of its scheme, which a space uses, were never read', () => {
    const then = { ...before, sharedSchemes: [scheme('11', [])] };
    expect(statesAfter(then)).toEqual({ 10: 'stale', 11: 'resolved', 90: 'open' });
  });

  it('is not resolved while the scheme of its space was never read', () => {
    const then = { ...before, spaceSchemes: [], sharedSchemes: [open('10'), scheme('11', [])] };
    expect(statesAfter({ ...then, spaceSchemes: spaceSchemesOf('11', '2') })).toMatchObject({
      10: 'stale',
      11: 'resolved',
    });
  });

  it('is not resolved while the own scheme of its space was never read', () => {
    expect(statesAfter({ ...before, ownSchemes: [] })).toEqual({ 10: 'open', 11: 'open', 90: 'stale' });
  });

  it('ends where its scheme was deleted, though a space was read as using it', () => {
    const then = { ...before, sharedSchemes: [open('11')] };
    expect(statesAfter(then, ['10'])).toEqual({ 10: 'ended', 11: 'open', 90: 'open' });
  });
});
