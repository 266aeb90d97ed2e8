/*
 * Brings the written parts of docs/controls/<ID>.md up to the controls' code and words.
 *   npm run docs:controls
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../src/controls';
import { renderPage } from './control-page';

const controlDocsFolder = join(__dirname, '../docs/controls');

for (const control of controls) {
  const path = join(controlDocsFolder, `${control.id}.md`);
  const page = readFileSync(path, 'utf8');
  const next = renderPage(control, page);
  if (next === page) continue;
  writeFileSync(path, next);
  console.log(`${control.id}: brought up to date`);
}
