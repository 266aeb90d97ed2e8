// The tests that passed and failed in a report of jest's, as "P F". Where jest failed without a failed test (a test file
// that can't be loaded, no report at all), that counts as one.
//   node .ci/jest-counts.mjs REPORT EXIT-CODE
import { existsSync, readFileSync } from 'node:fs';

const [file = '', code = '1'] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = report;
const failures = numFailedTests + numRuntimeErrorTestSuites;
console.log(numPassedTests, code === '0' ? failures : Math.max(failures, 1));
