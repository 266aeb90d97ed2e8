import { z } from 'zod';
import { rightsFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap } from './source';

const held = z.object({ havePermission: z.boolean() }).nullish();
const answer = z.object({ permissions: z.object({ ADMINISTER: held, USER_PICKER: held }) });

/** What the caller may do on the site, from Jira's own mouth. Read at every run, before everything else. */
export const callerRights = defineSinglePage({
  id: 'callerRights',
  version: 1,
  operations: ['mypermissions.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: rightsFact,
  keyOf: () => 'rights',
  async read({ jira }) {
    const { permissions } = await jira.call('mypermissions.get', {
      query: { permissions: 'ADMINISTER,USER_PICKER' },
      answer,
    });
    const administer = permissions.ADMINISTER?.havePermission;
    const userPicker = permissions.USER_PICKER?.havePermission;
    const told = [administer, userPicker].filter(has => has !== undefined).length;
    return {
      facts: told === 0 ? [] : [{ administer, userPicker }],
      read: told,
      of: 2,
      gaps: told === 2 ? [] : [gap('schema', 'mypermissions.get permissions')],
    };
  },
  touchedBy: () => 'none',
});
