const base = require('./jest.config.cjs');

/** The tests that drive Chromium. CHROMIUM_PATH names it where it is not in a usual place. */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  maxWorkers: 2,
};
