/*
 * Checks manifest.yml: npm run manifest
 */
import { join } from 'node:path';
import { manifestComplaints } from './complaints';

async function main(): Promise<void> {
  const complaints = await manifestComplaints(join(__dirname, '../..'));
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length === 0) console.log('manifest.yml is as it must be.');
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

void main();
