import { createMessages } from '../../src/messages/messages';
import { createControlText } from '../../src/messages/control-text';
import { FIRST_PARTY_APPS } from '../../src/controls/apps/first-party-apps';
import { appRegister } from '../../src/controls/apps/APP-01-app-register';
import { type UserFact } from '../../src/evidence/facts';
import { adminGroup, partialReading, judgeSite, judgeToLine } from './fixtures';

const app01 = judgeToLine(appRegister);
const app = (id: string, given: object = {}): UserFact => ({
  id,
  name: `App ${id}`,
  active: true,
  ...given,
});
const SLACK = '557058:0867a421-a9ee-4659-801a-bc0ee4a4487e';

describe('APP-01 Register of apps complete', () => {
  it('is never met, since no API lists the installed apps', () => {
    expect(app01()).toBe('unknown ? inventory-incomplete');
    expect(app01({ users: [app('gone', { active: false })] })).toBe('unknown ? inventory-incomplete');
  });

  it('finds each active app that is not in the register', () => {
    expect(app01({ users: [app('a'), app('b')] })).toBe(
      'not-met: app-unknown(a) high, app-unknown(b) high ? inventory-incomplete',
    );
  });

  it('leaves out agents, service accounts, and inactive apps, and counts the first two', () => {
    const users = [
      app('a', { appType: 'agent' }),
      app('s', { appType: 'service' }),
      app('x', { active: false }),
    ];
    expect(app01({ users })).toBe('unknown + agents, service-accounts ? inventory-incomplete');
  });

  it('treats an unknown kind of account as an app', () => {
    expect(app01({ users: [app('a', { appType: 'unknown' })] })).toBe(
      'not-met: app-unknown(a) high ? inventory-incomplete',
    );
  });

  it("recognizes Atlassian's own apps by their ids, whatever they are called, and itself", () => {
    expect(app01({ users: [app(SLACK, { name: 'Not what it was' })] })).toBe(
      'unknown + atlassians-own ? inventory-incomplete',
    );
    expect(app01({ users: [app('fake', { name: 'Slack' })] })).toBe(
      'not-met: app-unknown(fake) high ? inventory-incomplete',
    );
    expect(app01({ users: [app('me')] }, { ownAccount: 'me' })).toBe('unknown ? inventory-incomplete');
  });

  it('knows Proforma Migrator, which every site has', () => {
    expect(app01({ users: [app('63a22fb348b367d78a14c15b')] })).toBe(
      'unknown + atlassians-own ? inventory-incomplete',
    );
  });

  it('has a source for each of Atlassian’s own apps, and lists none twice', () => {
    expect(new Set(FIRST_PARTY_APPS.map(({ id }) => id)).size).toBe(FIRST_PARTY_APPS.length);
    for (const { name, recordedIn: seenIn } of FIRST_PARTY_APPS) expect([name, seenIn]).not.toContain('');
  });

  it('leaves out an app that an admin marked as Atlassian’s own, with a reason, an owner, and an expiry within 12 months', () => {
    const marked = (entry: object) => ({ settings: { atlassianApps: [{ id: 'a', ...entry }] } });
    const complete = { reason: 'Seen under Connected apps', owner: 'ana', until: '2027-11-20' };
    expect(app01({ users: [app('a')] }, marked(complete))).toBe(
      'unknown + marked-atlassians ? inventory-incomplete',
    );
    for (const less of [
      { ...complete, reason: ' ' },
      { reason: complete.reason, owner: 'ana' },
      { reason: complete.reason, until: complete.until },
      { ...complete, until: '2027-11-21' },
    ])
      expect(app01({ users: [app('a')] }, marked(less))).toBe(
        'not-met: app-unknown(a) high + mark-incomplete ? inventory-incomplete',
      );
    expect(app01({ users: [app('a')] }, marked({ ...complete, until: '2026-11-19' }))).toBe(
      'not-met: app-unknown(a) high ? inventory-incomplete',
    );
  });

  it('notes apps in the admin groups of people, and none in the group that Jira has for apps', () => {
    const member = (id: string, active = true) => ({ id, type: 'app', active, genericName: false });
    const addOns = adminGroup('addons', member('app-1')).map(fact => ({
      ...fact,
      group: { ...fact.group, name: 'atlassian-addons-admin' },
    }));
    const adminGroups = [
      ...adminGroup('g', 'ana', member('app-1'), member('app-2'), member('x', false)),
      ...addOns,
    ];
    expect(judgeSite(appRegister, { adminGroups }).notes).toEqual([
      { code: 'app-in-admin-group', args: { group: 'group g', count: 2 } },
    ]);
    expect(app01({ adminGroups: partialReading(adminGroup('g', 'ana')) })).toBe(
      'unknown ? inventory-incomplete',
    );
  });

  it('leaves out a registered app, until its entry has expired', () => {
    const known = (entry: object) => ({ settings: { knownApps: [{ id: 'a', ...entry }] } });
    expect(app01({ users: [app('a')] }, known({}))).toBe('unknown ? inventory-incomplete');
    expect(app01({ users: [app('a')] }, known({ until: '2026-11-19' }))).toBe(
      'not-met: app-unknown(a) high ? inventory-incomplete',
    );
  });

  it('reports an app without a name by its account', () => {
    const words = createControlText(createMessages('en'), 'APP-01');
    const early = { appAccounts: [{ id: 'acc-1' }], users: partialReading<UserFact>([], 'never-read') };
    for (const site of [early, { users: [app('acc-1', { name: ' ' })] }]) {
      const { findings } = judgeSite(appRegister, site);
      const [finding] = findings;
      if (finding === undefined) throw new Error('there is no finding');
      expect(finding.subject).not.toHaveProperty('name');
      expect(finding.args).toMatchObject({ account: 'acc-1', name: '' });
      expect(JSON.stringify(words.line(finding))).toMatch(/An app with an unknown name.*acc-1/);
      expect(words.workItemSummary(findings)).toBe('What is the app with the unknown name for?');
    }
    const named = judgeSite(appRegister, { users: [app('a')] }).findings;
    expect(words.workItemSummary(named)).toBe('What is the app “App a” for?');
  });

  it('uses the add-ons role of a space until the list of users is complete', () => {
    const appAccounts = [{ id: 'a' }];
    const early = { appAccounts, users: partialReading<UserFact>([], 'never-read') };
    expect(app01(early)).toBe('not-met: app-unknown(a) high ? never-read@users, inventory-incomplete');
    expect(judgeSite(appRegister, early).findings[0]?.subject.source).toBe('appAccounts');
    expect(app01({ appAccounts, users: partialReading([app('a', { appType: 'agent' })]) })).toBe(
      'unknown + agents ? denied@users, inventory-incomplete',
    );
    expect(app01({ appAccounts, users: [] })).toBe('unknown ? inventory-incomplete');
  });
});
