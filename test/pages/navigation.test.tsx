import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import {
  CHECKLIST_ROUTE,
  controlValue,
  doneAnswer,
  homeValue,
  NOW,
  refusedAnswer,
  settingsValue,
} from './fixtures';
import { findAll, goToTab, renderPage, pageText, pressButton, waitUntilSettled, textOf } from './page-driver';

const answers = {
  checklist: doneAnswer(homeValue()),
  scanProgress: doneAnswer({}),
  settings: doneAnswer(settingsValue()),
  search: doneAnswer({ matches: [] }),
  control: doneAnswer(controlValue('INF-03')),
};

/** How Jira opens the page under *Configure*. */
const CONFIGURE_ROUTE = { page: 'settings', group: 'filing' } as const;
const callsTo = () => host.calls.map(({ name }) => name);

describe('the page under Configure', () => {
  it('opens at the settings, and leads to all other pages and back', async () => {
    await renderPage(<AdminPage initialRoute={CONFIGURE_ROUTE} />, { answers });
    expect(pageText()).toContain('When a control drifts, the app files a work item');
    expect(callsTo()).not.toContain('checklist');
    expect(host.title).toBe('Work items - Shared responsibility');
    await goToTab('Checklist');
    expect(pageText()).toContain('Nothing new');
    expect(host.path).toBe('/checklist');
    // The browser's Back button.
    for (const listener of host.listeners) listener({ pathname: '/' });
    await waitUntilSettled();
    await goToTab('Work items');
    expect(pageText()).toContain('When a control drifts, the app files a work item');
  });

  it('opens at its address, if it has one', async () => {
    await renderPage(<AdminPage initialRoute={CONFIGURE_ROUTE} />, { answers, path: '/control/INF-03' });
    expect(callsTo()).toEqual(['control']);
  });

  it('opens at the settings without a history from Jira', async () => {
    await renderPage(<AdminPage initialRoute={CONFIGURE_ROUTE} />, { answers, hasHistory: false });
    expect(pageText()).toContain('When a control drifts, the app files a work item');
  });

  it('shows the setup banner only until the setup is complete', async () => {
    await renderPage(<AdminPage initialRoute={CONFIGURE_ROUTE} />, { answers });
    expect(pageText()).toContain("Setup isn't complete");
    const baseline = { mode: 'drift' as const, takenAt: NOW, by: 'ana' };
    const value = settingsValue();
    const set = settingsValue({ settings: { ...value.settings, baseline } });
    await renderPage(<AdminPage initialRoute={CONFIGURE_ROUTE} />, {
      answers: { ...answers, settings: doneAnswer(set) },
    });
    expect(pageText()).not.toContain("Setup isn't complete");
  });
});

describe('a user who is not a Jira admin', () => {
  it.each(['/', '/settings/filing', '/evidence', '/control/INF-03', '/start'])(
    'sees at %s only what the page is and whom to ask',
    async path => {
      const no = refusedAnswer('forbidden');
      const noAnswers = {
        checklist: no,
        settings: no,
        evidence: no,
        control: no,
        auditTrail: no,
        scanProgress: no,
      };
      await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, { answers: noAnswers, path });
      expect(pageText()).toBe(
        'This page is for Jira admins It shows who can access what on this site. Ask a Jira admin to show it to you, or to give ' +
          'you the Administer Jira permission.',
      );
      for (const type of ['Tab', 'Button', 'Pressable']) expect(findAll(type)).toEqual([]);
    },
  );
});

describe('the focus', () => {
  const focused = () =>
    ['Button', 'LoadingButton', 'Select', 'Textfield'].flatMap(type =>
      findAll(type)
        .filter(({ props }) => props.autoFocus === true)
        .map(doc => String(doc.props.inputId ?? doc.props.id ?? textOf(doc)).replace(/^forge-app-\w+?-/, '')),
    );
  const unfiled = doneAnswer(
    homeValue({ forYou: [{ is: 'filing-not-set-up', missing: 'project', open: 2 }] }),
  );

  it('moves to the first field after a button, and stays put after a tab', async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { ...answers, checklist: unfiled },
    });
    expect(focused()).toEqual([]);
    await pressButton('Choose a space');
    expect(focused()).toEqual(['filing-space']);
    await goToTab('Checklist');
    await goToTab('Settings');
    expect(focused()).toEqual([]);
    await goToTab('People');
    expect(focused()).toEqual([]);
  });

  it.each([
    ['/settings/open', 'Add public space'],
    ['/settings/sensitive', 'Add sensitive space'],
    ['/settings/people', 'Choose owner'],
    ['/settings/file', 'site-zone'],
    ['/settings/baseline', 'Choose a space'],
    ['/control/INF-03', 'Checklist'],
  ])('has a target at %s', async (path, first) => {
    const previewFiling = doneAnswer({
      items: 0,
      findings: 0,
      unconfirmed: 0,
      scans: 0,
      assignees: [],
      texts: [],
    });
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { ...answers, previewFiling },
    });
    for (const listener of host.listeners) listener({ pathname: path });
    await waitUntilSettled();
    expect(focused()).toEqual([first]);
  });

  it('moves to the list whose entry was removed', async () => {
    const entry = { id: '7', name: 'Old', reason: 'Past', owner: 'lee', until: '2026-12-19' };
    const value = settingsValue();
    const listed = settingsValue({ settings: { ...value.settings, approvedFilters: [entry] } });
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { ...answers, settings: doneAnswer(listed) },
      path: '/settings/open',
    });
    await pressButton('Remove');
    expect(focused()).toEqual(['Add public filter']);
  });
});
