import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { CHECKLIST, control, done, home, NOW, refused, settings } from './answers';
import { every, goToTab, opened, pageText, settled } from './screen';

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
