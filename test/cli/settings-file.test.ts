import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, Problem } from '../../cli/problem';
import { settingsIn } from '../../cli/settings-file';
import { defaultSettings } from '../../src/settings/settings';
import { wordsOf } from '../../static/locales';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The message that a file ends with; fails where it is read. */
async function messageFor(content: string | Buffer): Promise<string> {
  writeFileSync(file, typeof content === 'string' ? content : new Uint8Array(content));
  const outcome = await settingsIn(file).catch((error: unknown) => error);
  if (outcome instanceof Problem) return messageOf(wordsOf('en'), outcome);
  throw new Error('the file was read');
}
const unusable = (reason: string): string => `Can't use the settings in ${file}. ${reason}`;

describe('a settings file', () => {
  it('is read with a byte order mark', async () => {
    writeFileSync(file, '\ufeff{"timeZone": "Europe/Berlin"}');
    expect(await settingsIn(file)).toEqual({ ...defaultSettings, timeZone: 'Europe/Berlin' });
  });

  it.each([
    ['with a byte order mark', Buffer.from('\ufeff{"timeZone": "UTC"}', 'utf16le')],
    ['without one', Buffer.from('{"timeZone": "UTC"}', 'utf16le')],
    ['big-endian', Buffer.from('\ufeff{"timeZone": "UTC"}', 'utf16le').swap16()],
  ])('is refused as UTF-16 %s, with what to do', async (_, bytes) => {
    expect(await messageFor(bytes)).toBe(unusable('It is UTF-16. Save it as UTF-8.'));
  });

  it('is refused in another encoding', async () => {
    expect(await messageFor(Buffer.from('{"owners": {"INF-03": "Jos\u00e9"}}', 'latin1'))).toBe(
      unusable('It is not UTF-8. Save it as UTF-8.'),
    );
  });

  it.each(['Evil/../../etc', 'Mars/Olympus', '', 'UTC\u001b[2J'])(
    'is refused with the time zone %j: the message names the setting and what is allowed',
    async timeZone => {
      expect(await messageFor(JSON.stringify({ timeZone }))).toBe(
        unusable('timeZone must be an IANA time zone such as Europe/Berlin or UTC.'),
      );
    },
  );

  it.each([
    ['{\n "timeZone": "UTC",\n "owners": {},\n}', 'Not valid JSON. Check the comma in line 3.'],
    ['hello', 'Not valid JSON. Check line 1.'],
    ['{timeZone: "UTC"}', 'Not valid JSON. Check the quotes in line 1.'],
    ['{"owners": {', 'Not valid JSON. It ends too early, in line 1.'],
    [' \n', 'It is empty.'],
    ['[]', 'The content must be an object.'],
    ['{"schema": 2}', 'schema must be 1.'],
    ['{"approvedFilters": "all"}', 'approvedFilters must be a list.'],
    ['{"owners": []}', 'owners must be an object.'],
    ['{"timeZone": 1}', 'timeZone must be text.'],
    ['{"filing": {"cap": 0}}', 'filing.cap must be at least 1.'],
    ['{"filing": {"cap": "many"}}', 'filing.cap must be a number.'],
    ['{"filing": {"publicAnyway": 1}}', 'filing.publicAnyway must be true or false.'],
    ['{"siteBegan": "yesterday"}', 'siteBegan must be a day such as 2026-11-20.'],
    ['{"knownApps": [{"id": "a"}, {"id": ""}]}', 'knownApps.1.id must not be empty.'],
    ['{"colour": "red"}', 'Unknown setting: colour. Remove it, or correct its name.'],
    ['{"__proto__": {}}', 'Unknown setting: __proto__. Remove it, or correct its name.'],
  ])('is refused with what is wrong, and where: %j', async (content, reason) => {
    expect(await messageFor(content)).toBe(unusable(reason));
  });

  it('must be a file, and must be there', async () => {
    const messageOfPath = async (path: string): Promise<string> => {
      const outcome = await settingsIn(path).catch((error: unknown) => error);
      return outcome instanceof Problem ? messageOf(wordsOf('en'), outcome) : 'none';
    };
    mkdirSync(file);
    expect(await messageOfPath(file)).toBe(unusable('It is a folder, not a file.'));
    const nowhere = join(folder, 'nowhere');
    expect(await messageOfPath(nowhere)).toBe(`There is no file ${nowhere}.`);
  });
});
