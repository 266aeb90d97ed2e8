import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tool = join(__dirname, '../../tools/new-control.mjs');

describe('npm run new-control', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'new-control-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [tool, ...args], { cwd: folder, encoding: 'utf8' });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  it('creates the rule, the texts, the page, and the test of a control', () => {
    expect(run('INF-06', 'sensitive-audience').status).toBe(0);
    expect(read('src/controls/information/INF-06-sensitive-audience.ts')).toContain(
      'export const sensitiveAudience = defineControl({',
    );
    expect(JSON.parse(read('static/locales/en/controls/INF-06.json'))).toMatchObject({ title: '', fix: [] });
    expect(read('docs/controls/INF-06.md')).toContain('<!-- end of fix -->');
    expect(read('test/controls/INF-06.test.ts')).toContain("describe('INF-06'");
  });

  it('refuses a control that already exists', () => {
    run('POL-02', 'compliance-needs');
    const second = run('POL-02', 'other-name');
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('POL-02 already exists');
  });

  it.each([
    ['INF-6', 'a-name', 'Not a control ID: "INF-6"'],
    ['XYZ-01', 'a-name', 'Not a control ID: "XYZ-01"'],
    ['INF-06', 'A Name', 'Not a file name: "A Name"'],
    ['INF-06', '', 'Not a file name: ""'],
  ])('refuses %s %s', (id, slug, why) => {
    const { status, stderr } = run(id, slug);
    expect(status).toBe(1);
    expect(stderr).toContain(why);
  });
});
