import { z } from 'zod';
import { rightsFactSchema } from '../facts';
import { defineSinglePageSource } from '../single-page-source';
import { gap } from '../source';

const permissionSchema = z.object({ havePermission: z.boolean() }).nullish();
const responseSchema = z.object({
  permissions: z.object({ ADMINISTER: permissionSchema, USER_PICKER: permissionSchema }),
});

/** The app's rights on the site, as Jira reports them. Every scan reads this source first. */
export const callerRightsSource = defineSinglePageSource({
  id: 'callerRights',
  version: 1,
  operations: ['mypermissions.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: rightsFactSchema,
  keyOf: () => 'rights',
  async read({ jira }) {
    const { permissions } = await jira.call('mypermissions.get', {
      query: { permissions: 'ADMINISTER,USER_PICKER' },
      responseSchema,
    });
    const administer = permissions.ADMINISTER?.havePermission;
    const userPicker = permissions.USER_PICKER?.havePermission;
    const knownCount = [administer, userPicker].filter(isHeld => isHeld !== undefined).length;
    return {
      facts: knownCount === 0 ? [] : [{ administer, userPicker }],
      read: knownCount,
      of: 2,
      gaps: knownCount === 2 ? [] : [gap('schema', 'mypermissions.get permissions')],
    };
  },
  touchedBy: () => 'none',
});
