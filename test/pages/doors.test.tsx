import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { CHECKLIST, control, done, home, NOW, refused, settings } from './answers';
import { every, goToTab, opened, pageText, press, settled, textOf } from './screen';

const answers = {
  home: done(home()),
  progress: done({}),
  settings: done(settings()),
  search: done({ found: [] }),
  control: done(control('INF-03')),
};

/** How Jira opens the page under *Configure*. */
const CONFIGURE = { page: 'settings', group: 'filing' } as const;
const asked = () => host.calls.map(({ name }) => name);

describe('the page under Configure', () => {
  it('opens at the settings, and all of the page can be reached from there and back', async () => {
    await opened(<AdminPage first={CONFIGURE} />, { answers });
    expect(pageText()).toContain('Where work items go');
    expect(asked()).not.toContain('home');
    expect(host.title).toBe('Where work items go - Shared responsibility');
    await goToTab('Checklist');
    expect(pageText()).toContain('Nothing got worse');
    expect(host.path).toBe('/checklist');
    // The browser's way back to where the page opened.
    for (const listener of host.listeners) listener({ pathname: '/' });
    await settled();
    await goToTab('Where to file');
    expect(pageText()).toContain('Where work items go');
  });

  it('opens where its address says, where it says something', async () => {
    await opened(<AdminPage first={CONFIGURE} />, { answers, path: '/control/INF-03' });
    expect(asked()).toEqual(['control']);
  });

  it('opens at the settings where Jira gives it no history', async () => {
    await opened(<AdminPage first={CONFIGURE} />, { answers, hasHistory: false });
    expect(pageText()).toContain('Where work items go');
  });

  it('leads on where setting up is not finished, and says no such thing where it is', async () => {
    await opened(<AdminPage first={CONFIGURE} />, { answers });
    expect(pageText()).toContain('Setting up is not finished');
    const baseline = { mode: 'worse' as const, takenAt: NOW, by: 'ana' };
    const value = settings();
    const set = settings({ settings: { ...value.settings, baseline } });
    await opened(<AdminPage first={CONFIGURE} />, { answers: { ...answers, settings: done(set) } });
    expect(pageText()).not.toContain('Setting up is not finished');
  });
});

describe('somebody who is no Jira admin', () => {
  it.each(['/', '/settings/filing', '/evidence', '/control/INF-03', '/start'])(
    'sees at %s what the page is and whom to ask, and nothing else of it',
    async path => {
      const no = refused('forbidden');
      const noAnswers = { home: no, settings: no, evidence: no, control: no, ledger: no, progress: no };
      await opened(<AdminPage first={CHECKLIST} />, { answers: noAnswers, path });
      expect(pageText()).toBe(
        'This page is for Jira admins It shows who can open what on this site. Ask a Jira admin to show it to you, or to give ' +
          'you the permission Administer Jira.',
      );
      for (const type of ['Tab', 'Button', 'Pressable']) expect(every(type)).toEqual([]);
    },
  );
});

describe('the focus', () => {
  const focused = () =>
    ['Button', 'LoadingButton', 'Select', 'Textfield'].flatMap(type =>
      every(type)
        .filter(({ props }) => props.autoFocus === true)
        .map(doc => String(doc.props.inputId ?? doc.props.id ?? textOf(doc)).replace(/^forge-app-\w+?-/, '')),
    );
  const unfiled = done(home({ queue: [{ is: 'not-filing', missing: 'project', open: 2 }] }));

  it('goes to the first field of what a button opened, and stays on a tab', async () => {
    await opened(<AdminPage first={CHECKLIST} />, { answers: { ...answers, home: unfiled } });
    expect(focused()).toEqual([]);
    await press('Choose a space');
    expect(focused()).toEqual(['filing-space']);
    await goToTab('Checklist');
    await goToTab('Settings');
    expect(focused()).toEqual([]);
    await goToTab('People');
    expect(focused()).toEqual([]);
  });

  it.each([
    ['/settings/open', 'Add a public space'],
    ['/settings/sensitive', 'Add a sensitive space'],
    ['/settings/people', 'Choose a person'],
    ['/settings/file', 'site-zone'],
    ['/settings/baseline', 'Choose a space'],
    ['/control/INF-03', 'Checklist'],
  ])('has a place to go to at %s', async (path, first) => {
    const previewFiling = done({ items: 0, findings: 0, once: 0, sweeps: 0, people: [], texts: [] });
    await opened(<AdminPage first={CHECKLIST} />, { answers: { ...answers, previewFiling } });
    for (const listener of host.listeners) listener({ pathname: path });
    await settled();
    expect(focused()).toEqual([first]);
  });

  it('goes to the list whose entry was taken out', async () => {
    const entry = { id: '7', name: 'Old', reason: 'Past', owner: 'lee', until: '2026-12-19' };
    const value = settings();
    const listed = settings({ settings: { ...value.settings, approvedFilters: [entry] } });
    await opened(<AdminPage first={CHECKLIST} />, {
      answers: { ...answers, settings: done(listed) },
      path: '/settings/open',
    });
    await press('Remove');
    expect(focused()).toEqual(['Add a public filter']);
  });
});
