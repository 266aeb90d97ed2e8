import { type Framework } from './framework';

export const ccmV4: Framework = {
  id: 'csa-ccm-v4',
  name: 'CSA Cloud Controls Matrix v4',
  identifiersByControl: {
    'USR-01': ['IAM-10'],
    'USR-02': ['IAM-05'],
    'USR-03': ['IAM-07'],
    'USR-06': ['IAM-16'],
    'INF-01': ['IAM-05'],
    'INF-02': ['IAM-05'],
    'INF-14': ['BCR-08'],
    'APP-01': ['STA-07', 'STA-08'],
    'POL-07': ['LOG-08'],
  },
  appIdentifiers: ['STA-01', 'STA-02', 'STA-03', 'STA-04', 'STA-05', 'STA-06'],
};
