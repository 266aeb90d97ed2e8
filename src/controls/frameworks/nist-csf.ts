import { type Framework } from './framework';

export const nistCsf: Framework = {
  id: 'nist-csf-2.0',
  name: 'NIST CSF 2.0',
  identifiersByControl: {
    'USR-01': ['PR.AA-05'],
    'USR-06': ['PR.AA-05'],
    'INF-01': ['PR.AA-05'],
    'INF-02': ['PR.AA-05'],
    'INF-05': ['PR.PS-01'],
    'INF-14': ['PR.DS-11', 'RC.RP-03'],
    'APP-01': ['GV.SC-07', 'ID.AM-02', 'ID.AM-04'],
    'POL-01': ['GV.SC-06', 'ID.RA-05'],
    'POL-07': ['PR.PS-04'],
  },
  appIdentifiers: ['GV.SC-07'],
};
