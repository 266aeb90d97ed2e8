import { anonymousAccess } from '../../src/controls/information/INF-01-anonymous-access';
import { type SchemeFact, type SpaceFact, type SpaceSchemeFact } from '../../src/evidence/facts';
import { compare, type ControlMemory, noMemory } from '../../src/posture/compare';
import { type Instant, later, MINUTE } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { ANYONE, evidenceOf, judged, NOW, scheme, space, using } from '../controls/site';

interface Lists {
  readonly sharedSchemes: readonly SchemeFact[];
  readonly ownSchemes: readonly SchemeFact[];
  readonly spaces: readonly SpaceFact[];
  readonly spaceSchemes: readonly SpaceSchemeFact[];
}

const at = (minute: number): Instant => later(NOW, minute * MINUTE);

/** A pass that read all, with each of these objects re-checked a minute after it. */
const pass = <F>(
  facts: readonly F[],
  minute: number,
  keys: readonly string[],
  deleted: readonly string[],
): Reading<F> => ({
  facts,
  asOf: at(minute),
  read: facts.length,
  gaps: [],
  rereadAt: new Map(keys.map(key => [key, at(minute + 1)])),
  deleted: new Set(deleted),
});

/** What becomes of the findings in schemes 10, 11, and the own scheme 90, by their subject. */
function statesAfter(then: Lists, deleted: readonly string[] = []): Readonly<Record<string, string>> {
  let memory: ControlMemory = noMemory(anonymousAccess);
  [before, before, then, then].forEach((lists, index) => {
    const minute = index * 5;
    const site = {
      sharedSchemes: pass(lists.sharedSchemes, minute, ['10', '11'], deleted),
      ownSchemes: pass(lists.ownSchemes, minute, ['90'], deleted),
      spaces: pass(lists.spaces, minute, ['1', '2', '7'], []),
      spaceSchemes: pass(lists.spaceSchemes, minute, ['1', '2'], []),
    };
    ({ memory } = compare({
      control: anonymousAccess,
      memory,
      judged: judged(anonymousAccess, site),
      evidence: evidenceOf(site),
      now: at(minute + 2),
      beforeBaseline: () => false,
    }));
  });
  return Object.fromEntries(memory.lives.map(({ finding: { subject }, state }) => [subject.id, state]));
}

const open = (id: string, owner?: string): SchemeFact => scheme(id, [[ANYONE, 'BROWSE_PROJECTS']], owner);
const before: Lists = {
  sharedSchemes: [open('10'), open('11')],
  ownSchemes: [open('90', '7')],
  spaces: [space('1'), space('2'), space('7', { teamManaged: true })],
  spaceSchemes: [...using('10', '1'), ...using('11', '2')],
};

describe('a finding in a scheme, while not all is known of schemes in use', () => {
  it('stays open where nothing changed', () => {
    expect(statesAfter(before)).toEqual({ 10: 'open', 11: 'open', 90: 'open' });
  });

  it('is not resolved while the grants of its scheme, which a space uses, were never read', () => {
    const then = { ...before, sharedSchemes: [scheme('11', [])] };
    expect(statesAfter(then)).toEqual({ 10: 'unseen', 11: 'gone', 90: 'open' });
  });

  it('is not resolved while the scheme of its space was never read', () => {
    const then = { ...before, spaceSchemes: [], sharedSchemes: [open('10'), scheme('11', [])] };
    expect(statesAfter({ ...then, spaceSchemes: using('11', '2') })).toMatchObject({
      10: 'unseen',
      11: 'gone',
    });
  });

  it('is not resolved while the own scheme of its space was never read', () => {
    expect(statesAfter({ ...before, ownSchemes: [] })).toEqual({ 10: 'open', 11: 'open', 90: 'unseen' });
  });

  it('is over where its scheme was deleted, though a space was read as using it', () => {
    const then = { ...before, sharedSchemes: [open('11')] };
    expect(statesAfter(then, ['10'])).toEqual({ 10: 'ended', 11: 'open', 90: 'open' });
  });
});
