import { type Framework } from './framework';

export const gdpr: Framework = {
  id: 'gdpr',
  name: 'GDPR',
  identifiersByControl: {
    'INF-01': ['25(2)', '32'],
    'INF-02': ['25(2)', '32'],
    'INF-03': ['25(2)', '32'],
    'INF-04': ['25(2)', '32'],
    'INF-14': ['32(1)(c)'],
    'POL-01': ['35'],
  },
  appIdentifiers: ['24', '28', '32'],
};
