import { wordsOf } from '../../static/locales';
import { controlWords } from '../../static/locales/control-words';
import { FIRST_PARTY_APPS } from '../../src/controls/apps/first-party';
import { registerOfApps } from '../../src/controls/apps/APP-01-register';
import { type UserFact } from '../../src/evidence/facts';
import { adminGroup, cut, judged, lineOf } from './site';

const app01 = lineOf(registerOfApps);
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

  it('leaves agents, service accounts and inactive apps, and counts the first two', () => {
    const users = [
      app('a', { appType: 'agent' }),
      app('s', { appType: 'service' }),
      app('x', { active: false }),
    ];
    expect(app01({ users })).toBe('unknown + agents, service-accounts ? inventory-incomplete');
  });

  it('takes a kind of account that it has never seen for an app', () => {
    expect(app01({ users: [app('a', { appType: 'unknown' })] })).toBe(
      'not-met: app-unknown(a) high ? inventory-incomplete',
    );
  });

  it("knows Atlassian's own by their ids, whatever they are called, and itself", () => {
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

  it('says of each of Atlassian’s own where it was seen, and lists none twice', () => {
    expect(new Set(FIRST_PARTY_APPS.map(({ id }) => id)).size).toBe(FIRST_PARTY_APPS.length);
    for (const { name, seenIn } of FIRST_PARTY_APPS) expect([name, seenIn]).not.toContain('');
  });

  it('lets an app be that an admin marked as Atlassian’s own, with a reason, an owner, and an expiry within 12 months', () => {
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
    expect(judged(registerOfApps, { adminGroups }).notes).toEqual([
      { code: 'app-in-admin-group', args: { group: 'group g', count: 2 } },
    ]);
    expect(app01({ adminGroups: cut(adminGroup('g', 'ana')) })).toBe('unknown ? inventory-incomplete');
  });

  it('lets a registered app be, until its entry has ended', () => {
    const known = (entry: object) => ({ settings: { knownApps: [{ id: 'a', ...entry }] } });
    expect(app01({ users: [app('a')] }, known({}))).toBe('unknown ? inventory-incomplete');
    expect(app01({ users: [app('a')] }, known({ until: '2026-11-19' }))).toBe(
      'not-met: app-unknown(a) high ? inventory-incomplete',
    );
  });

  it('says of an app without a name that it could not be read, and keeps its account', () => {
    const words = controlWords(wordsOf('en'), 'APP-01');
    const early = { appAccounts: [{ id: 'acc-1' }], users: cut<UserFact>([], 'never-read') };
    for (const site of [early, { users: [app('acc-1', { name: ' ' })] }]) {
      const { findings } = judged(registerOfApps, site);
      const [finding] = findings;
      if (finding === undefined) throw new Error('nothing was found');
      expect(finding.subject).not.toHaveProperty('name');
      expect(finding.args).toMatchObject({ account: 'acc-1', name: '' });
      expect(JSON.stringify(words.line(finding))).toMatch(/An app whose name could not be read.*acc-1/);
      expect(words.workItem(findings)).toBe(
        "An app whose name could not be read isn't in the register. Register it, or uninstall it?",
      );
    }
    const named = judged(registerOfApps, { users: [app('a')] }).findings;
    expect(words.workItem(named)).toMatch(/^The app “App a” isn't in the register/);
  });

  it('believes the add-ons role of a space until the list of users is whole', () => {
    const appAccounts = [{ id: 'a' }];
    const early = { appAccounts, users: cut<UserFact>([], 'never-read') };
    expect(app01(early)).toBe('not-met: app-unknown(a) high ? never-read@users, inventory-incomplete');
    expect(judged(registerOfApps, early).findings[0]?.subject.source).toBe('appAccounts');
    expect(app01({ appAccounts, users: cut([app('a', { appType: 'agent' })]) })).toBe(
      'unknown + agents ? denied@users, inventory-incomplete',
    );
    expect(app01({ appAccounts, users: [] })).toBe('unknown ? inventory-incomplete');
  });
});
