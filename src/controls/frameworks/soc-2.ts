import { type Framework } from './framework';

export const soc2: Framework = {
  id: 'soc-2',
  name: 'SOC 2 Trust Services Criteria',
  identifiersByControl: {
    'USR-01': ['CC6.3'],
    'USR-02': ['CC6.3'],
    'USR-03': ['CC6.2'],
    'USR-06': ['CC6.3'],
    'INF-01': ['CC6.1', 'CC6.6'],
    'INF-02': ['CC6.1', 'CC6.6'],
    'INF-03': ['CC6.1'],
    'INF-04': ['CC6.1'],
    'INF-14': ['A1.2', 'A1.3'],
    'APP-01': ['CC6.8', 'CC9.2'],
    'POL-01': ['CC3.2'],
    'POL-07': ['CC7.2'],
  },
  appIdentifiers: ['CC9.2'],
};
