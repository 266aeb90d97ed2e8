import { type Framework } from './framework';

export const iso27001: Framework = {
  id: 'iso-27001-2022',
  name: 'ISO/IEC 27001:2022 Annex A',
  identifiersByControl: {
    'USR-01': ['A.8.2'],
    'USR-02': ['A.5.18', 'A.8.2'],
    'USR-03': ['A.5.18', 'A.6.5'],
    'USR-06': ['A.5.15', 'A.5.18'],
    'INF-01': ['A.5.15', 'A.8.3'],
    'INF-02': ['A.5.15', 'A.8.3'],
    'INF-03': ['A.8.3', 'A.8.12'],
    'INF-04': ['A.8.3', 'A.8.12'],
    'INF-05': ['A.8.9'],
    'INF-14': ['A.8.13'],
    'INF-21': ['A.8.3', 'A.8.9'],
    'APP-01': ['A.5.19', 'A.5.20', 'A.5.21', 'A.5.22', 'A.5.23', 'A.8.19'],
    'POL-01': ['A.5.7', 'A.5.12', 'A.5.23'],
    'POL-07': ['A.8.15'],
  },
  appIdentifiers: ['A.5.23'],
};
