import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, Problem } from '../../cli/problem';
import { readSettingsFile } from '../../cli/settings-file';
import { defaultSettings } from '../../src/settings/settings';
import { createMessages } from '../../src/messages/messages';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The message about a file that can't be used. Throws if the file can be read. */
async function messageFor(content: string | Buffer): Promise<string> {
  writeFileSync(file, typeof content === 'string' ? content : new Uint8Array(content));
  const outcome = await readSettingsFile(file).catch((error: unknown) => error);
  if (outcome instanceof Problem) return messageOf(createMessages('en'), outcome);
  throw new Error('the file was read');
}
const unusableMessage = (reason: string): string => `Can't use the settings in ${file}. ${reason}`;

describe('a settings file', () => {
  it('is read with a byte order mark', async () => {
    writeFileSync(file, '\ufeff{"timeZone": "Europe/Berlin"}');
    expect(await readSettingsFile(file)).toEqual({ ...defaultSettings, timeZone: 'Europe/Berlin' });
  });

  it.each([
    ['with a byte order mark', Buffer.from('\ufeff{"timeZone": "UTC"}', 'utf16le')],
    ['without one', Buffer.from('{"timeZone": "UTC"}', 'utf16le')],
    ['big-endian', Buffer.from('\ufeff{"timeZone": "UTC"}', 'utf16le').swap16()],
  ])('is refused as UTF-16 %s, with what to do', async (_, bytes) => {
    expect(await messageFor(bytes)).toBe(unusableMessage('The file is UTF-16. Save it as UTF-8.'));
  });

  it('is refused in another encoding', async () => {
    expect(await messageFor(Buffer.from('{"owners": {"INF-03": "Jos\u00e9"}}', 'latin1'))).toBe(
      unusableMessage("The file isn't UTF-8. Save it as UTF-8."),
    );
  });

  it.each(['Evil/../../etc', 'Mars/Olympus', '', 'UTC\u001b[2J'])(
    'is refused with the time zone %j: the message names the setting and what is allowed',
    async timeZone => {
      expect(await messageFor(JSON.stringify({ timeZone }))).toBe(
        unusableMessage('timeZone must be an IANA time zone such as Europe/Berlin or UTC.'),
      );
    },
  );

  it.each([
    ['{\n "timeZone": "UTC",\n "owners": {},\n}', 'Not valid JSON. Check the comma in line 3.'],
    ['hello', 'Not valid JSON. Check line 1.'],
    ['{timeZone: "UTC"}', 'Not valid JSON. Check the quotes in line 1.'],
    ['{"owners": {', 'Not valid JSON. The file ends too early, in line 1.'],
    [' \n', 'The file is empty.'],
    ['[]', 'The content must be an object.'],
    ['{"schema": 2}', 'schema must be 1.'],
    ['{"approvedFilters": "all"}', 'approvedFilters must be a list.'],
    ['{"owners": []}', 'owners must be an object.'],
    ['{"timeZone": 1}', 'timeZone must be text.'],
    ['{"filing": {"cap": 0}}', 'filing.cap must be at least 1.'],
    ['{"filing": {"cap": "many"}}', 'filing.cap must be a number.'],
    ['{"filing": {"publicAnyway": 1}}', 'filing.publicAnyway must be true or false.'],
    ['{"siteBegan": "yesterday"}', 'siteBegan must be a date such as 2026-11-20.'],
    ['{"knownApps": [{"id": "a"}, {"id": ""}]}', 'knownApps.1.id must not be empty.'],
    ['{"colour": "red"}', 'Unknown setting: colour. Remove it or correct its name.'],
    ['{"__proto__": {}}', 'Unknown setting: __proto__. Remove it or correct its name.'],
  ])('is refused with the error and its position: %j', async (content, reason) => {
    expect(await messageFor(content)).toBe(unusableMessage(reason));
  });

  it('must exist and be a file', async () => {
    const messageOfPath = async (path: string): Promise<string> => {
      const outcome = await readSettingsFile(path).catch((error: unknown) => error);
      return outcome instanceof Problem ? messageOf(createMessages('en'), outcome) : 'none';
    };
    mkdirSync(file);
    expect(await messageOfPath(file)).toBe(unusableMessage("It's a folder, not a file."));
    const nowhere = join(folder, 'nowhere');
    expect(await messageOfPath(nowhere)).toBe(`File not found: ${nowhere}`);
  });
});
