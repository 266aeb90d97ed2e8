import { type Framework } from './framework';

export const cisV8: Framework = {
  id: 'cis-v8',
  name: 'CIS Controls v8',
  identifiersByControl: {
    'USR-01': ['5.4'],
    'USR-03': ['5.3', '6.2'],
    'USR-06': ['6.8'],
    'INF-01': ['3.3'],
    'INF-02': ['3.3'],
    'INF-03': ['3.3'],
    'INF-04': ['3.3'],
    'INF-05': ['4.1'],
    'INF-14': ['11.2', '11.5'],
    'INF-21': ['3.3', '4.1'],
    'APP-01': ['2.1', '15.1'],
    'POL-07': ['8.2', '8.10', '8.12'],
  },
};
