import { readPass } from '../../src/evidence/read-pass';
import { spaceSchemes } from '../../src/evidence/space-schemes';
import { type Page } from '../../src/evidence/source';
import { type SpaceSchemeFact } from '../../src/evidence/facts';
import { type Answer, readerOf, readingOf, type Table } from './fake-site';
import { asOf } from './given-schemes';

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
    const reader = readerOf(
      {
        '/project/2/permissionscheme': { body: { id: 0, name: 'Default' } },
        '/project/11/permissionscheme': { body: { id: 10_001, name: 'X' } },
      },
      { readings: { spaces: readingOf([space(11, false, true), space(2), space(3, true)]) } },
    );
    expect(await readPass(spaceSchemes, reader, { asOf })).toMatchObject({
      facts: [
        { space: '2', scheme: '0' },
        { space: '11', scheme: '10001' },
      ],
      read: 2,
      of: 2,
      gaps: [],
    });
  });

  it('is checkpointed in batches and goes on after the space read last', async () => {
    const all = Array.from({ length: 60 }, (_, index) => space(index + 1));
    const table = Object.fromEntries(
      all.map(({ id }) => [`/project/${id}/permissionscheme`, { body: { id: 0, name: 'D' } }]),
    );
    const readings = { spaces: readingOf(all) };
    const nexts = [];
    for await (const { next } of spaceSchemes.pages(readerOf(table, { readings }))) nexts.push(next);
    expect(nexts).toEqual([{ after: '25' }, { after: '50' }, undefined]);
    const rest = await readPass(spaceSchemes, readerOf(table, { readings }), { asOf, from: { after: '50' } });
    expect(rest.facts.map(fact => fact.space)[0]).toBe('51');
    expect(rest).toMatchObject({ read: 10, of: 60, gaps: [] });
  });

  const ten = Array.from({ length: 10 }, (_, index) => space(index + 1));
  const answers = (failing: number, answer: Answer): Table =>
    Object.fromEntries(
      ten.map(({ id }) => [
        `/project/${id}/permissionscheme`,
        Number(id) === failing ? answer : { body: { id: 0 } },
      ]),
    );

  it.each([403, 404, 429, 500])('is known of the others where one space fails: %d', async status => {
    for (const live of [true, false]) {
      const reader = readerOf(answers(4, status), { live, readings: { spaces: readingOf(ten) } });
      const reading = await readPass(spaceSchemes, reader, { asOf });
      expect(reading).toMatchObject({ read: 9, of: 10 });
      expect(reading.gaps).toHaveLength(1);
    }
  });

  it('is kept as far as it was read where a live site has no points left, and goes on there', async () => {
    const spent = { status: 429, headers: { 'ratelimit-reason': 'jira-quota-global-based' } };
    const readings = { spaces: readingOf(ten) };
    const reader = readerOf(answers(4, spent), { readings });
    const pages: Page<SpaceSchemeFact>[] = [];
    const cut = (async () => {
      for await (const page of spaceSchemes.pages(reader)) pages.push(page);
    })();
    await expect(cut).rejects.toMatchObject({ kind: 'rate-limited' });
    const [page] = pages;
    const last = page?.facts.at(-1)?.space;
    expect(Number(last)).toBeGreaterThanOrEqual(3);
    expect(Number(last)).toBeLessThan(10);
    expect(page).toMatchObject({ next: { after: last } });
    const recorded = readerOf(answers(4, spent), { live: false, readings });
    expect(await readPass(spaceSchemes, recorded, { asOf })).toMatchObject({ read: 9, of: 10 });
  });

  it('is not complete where the spaces aren’t', async () => {
    const readings = { spaces: readingOf([], [{ why: 'rate-limited', at: 'project.search' } as const]) };
    expect((await readPass(spaceSchemes, readerOf({}, { readings }), { asOf })).gaps).toEqual([
      { why: 'rate-limited', at: 'project.search' },
    ]);
  });
});
