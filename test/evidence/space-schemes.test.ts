import { readPass } from '../../src/evidence/read-pass';
import { spaceSchemesSource } from '../../src/evidence/sources/space-schemes';
import { type SourcePage } from '../../src/evidence/source';
import { type SpaceSchemeFact } from '../../src/evidence/facts';
import { type FakeAnswer, createReader, completeReading, type AnswerTable } from './fake-transport';
import { startedAt } from './scheme-fixtures';

describe('which scheme a space uses', () => {
  const space = (id: number, teamManaged = false, archived = false) => ({
    id: String(id),
    key: `P${id}`,
    name: '',
    archived,
    teamManaged,
    type: 'software',
  });

  it('is asked of each company-managed space, archived ones too, by id', async () => {
    const reader = createReader(
      {
        '/project/2/permissionscheme': { body: { id: 0, name: 'Default' } },
        '/project/11/permissionscheme': { body: { id: 10_001, name: 'X' } },
      },
      { readings: { spaces: completeReading([space(11, false, true), space(2), space(3, true)]) } },
    );
    expect(await readPass(spaceSchemesSource, reader, { startedAt })).toMatchObject({
      facts: [
        { space: '2', scheme: '0' },
        { space: '11', scheme: '10001' },
      ],
      read: 2,
      of: 2,
      gaps: [],
    });
  });

  it('is checkpointed in batches, and continues after the space read last', async () => {
    const all = Array.from({ length: 60 }, (_, index) => space(index + 1));
    const table = Object.fromEntries(
      all.map(({ id }) => [`/project/${id}/permissionscheme`, { body: { id: 0, name: 'D' } }]),
    );
    const readings = { spaces: completeReading(all) };
    const nexts = [];
    for await (const { next } of spaceSchemesSource.pages(createReader(table, { readings })))
      nexts.push(next);
    expect(nexts).toEqual([{ after: '25' }, { after: '50' }, undefined]);
    const rest = await readPass(spaceSchemesSource, createReader(table, { readings }), {
      startedAt,
      from: { after: '50' },
    });
    expect(rest.facts.map(fact => fact.space)[0]).toBe('51');
    expect(rest).toMatchObject({ read: 10, of: 60, gaps: [] });
  });

  const ten = Array.from({ length: 10 }, (_, index) => space(index + 1));
  const answers = (failing: number, answer: FakeAnswer): AnswerTable =>
    Object.fromEntries(
      ten.map(({ id }) => [
        `/project/${id}/permissionscheme`,
        Number(id) === failing ? answer : { body: { id: 0 } },
      ]),
    );

  it.each([403, 404, 429, 500])('is known of the others where one space fails: %d', async status => {
    for (const live of [true, false]) {
      const reader = createReader(answers(4, status), { live, readings: { spaces: completeReading(ten) } });
      const reading = await readPass(spaceSchemesSource, reader, { startedAt });
      expect(reading).toMatchObject({ read: 9, of: 10 });
      expect(reading.gaps).toHaveLength(1);
    }
  });

  it('is kept as far as it was read where a live site has no points left, and continues there', async () => {
    const spent = { status: 429, headers: { 'ratelimit-reason': 'jira-quota-global-based' } };
    const readings = { spaces: completeReading(ten) };
    const reader = createReader(answers(4, spent), { readings });
    const pages: SourcePage<SpaceSchemeFact>[] = [];
    const cut = (async () => {
      for await (const page of spaceSchemesSource.pages(reader)) pages.push(page);
    })();
    await expect(cut).rejects.toMatchObject({ kind: 'rate-limited' });
    const [page] = pages;
    const last = page?.facts.at(-1)?.space;
    expect(Number(last)).toBeGreaterThanOrEqual(3);
    expect(Number(last)).toBeLessThan(10);
    expect(page).toMatchObject({ next: { after: last } });
    const recorded = createReader(answers(4, spent), { live: false, readings });
    expect(await readPass(spaceSchemesSource, recorded, { startedAt })).toMatchObject({
      read: 9,
      of: 10,
    });
  });

  it('is not complete where the spaces aren’t', async () => {
    const readings = {
      spaces: completeReading([], [{ why: 'rate-limited', at: 'project.search' } as const]),
    };
    expect((await readPass(spaceSchemesSource, createReader({}, { readings }), { startedAt })).gaps).toEqual([
      { why: 'rate-limited', at: 'project.search' },
    ]);
  });
});
