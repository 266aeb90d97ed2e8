const base = require('./jest.config.cjs');

/** The tests that run the app through days of a site's time, for over half a minute each. */
module.exports = {
  ...base,
  testMatch: ['**/*.long.test.ts'],
  testPathIgnorePatterns: base.testPathIgnorePatterns.filter(pattern => !pattern.includes('long')),
};
