import { z } from 'zod';
import { isKnownPermission } from '../../evidence/known-permissions';
import { NEW_SPACES_SCHEME } from '../../evidence/shared-schemes';
import { sources } from '../../evidence/sources';
import { type Codes, defineControl, each, type StatementForm, whole } from '../define';
import { everyoneOf, throughOf, UNREAD_HOLDER } from '../everyone';
import { findingsOf } from '../finding';
import { isTooMuchForNewSpaces } from '../permissions';
import { publicPermissions } from '../scheme-use';
import { on } from '../subject';
import { unknownPermission, unrecognizedHolders } from '../unrecognized';

const codes = {
  findings: ['new-spaces-public', 'new-spaces-everyone', 'default-sharing-open'],
  gaps: ['never-read', 'unsupported'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-21');

const blanks = z.object({
  lookedOn: z.iso.date(),
  defaultSharing: z.enum(['private', 'loggedIn', 'public']),
});
type Blanks = z.infer<typeof blanks>;

const statement: StatementForm<Blanks> = {
  blanks,
  fields: [
    { name: 'lookedOn', kind: 'day' },
    { name: 'defaultSharing', kind: 'choice', choices: blanks.shape.defaultSharing.options },
  ],
  validMonths: 12,
};

/** What a space that somebody creates tomorrow starts with, and a filter. */
export const newSpaces = defineControl({
  id: 'INF-21',
  version: 1,
  area: 'information',
  weight: 'medium',
  review: 'quarter',
  proof: 'both',
  fixer: 'jira-admin',
  codes,
  needs: {
    schemes: each(sources.sharedSchemes),
    allSchemes: whole(sources.sharedSchemes),
    applicationRoles: each(sources.applicationRoles),
  },
  statement,
  applies: () => true,
  judge: ({ schemes, allSchemes, applicationRoles }, context) => {
    const sharing = context.statement?.blanks.defaultSharing;
    const stated =
      sharing === undefined || sharing === 'private'
        ? []
        : [
            finding('default-sharing-open', { kind: 'setting', id: 'default-sharing' }, 'medium', {
              args: { sharing },
            }),
          ];
    const scheme = schemes.find(({ id }) => id === NEW_SPACES_SCHEME);
    if (scheme === undefined) {
      const isMissing = allSchemes !== undefined;
      return { findings: stated, gaps: isMissing ? [{ why: 'unsupported', at: 'permissionscheme/0' }] : [] };
    }

    const everyone = everyoneOf(applicationRoles);
    const subject = on.scheme(scheme);
    const { name } = scheme;
    const permissions = [...new Set(scheme.grants.flatMap(({ may }) => may))].sort();
    const tooMuch = permissions.filter(isTooMuchForNewSpaces);
    const unknown = permissions.filter(permission => !isKnownPermission(permission));
    const unread = new Set(
      [...tooMuch, ...unknown].flatMap(permission => everyone.perhapsHolding(scheme, permission)),
    );
    return {
      findings: [
        ...publicPermissions(scheme).map(permission =>
          finding('new-spaces-public', subject, 'medium', { detail: permission, args: { name, permission } }),
        ),
        ...tooMuch.flatMap(permission => {
          const holder = everyone.holding(scheme, permission);
          if (holder === undefined) return [];
          const args = { name, permission, ...throughOf(holder) };
          return [finding('new-spaces-everyone', subject, 'medium', { detail: permission, args })];
        }),
        ...stated,
      ],
      gaps: [
        ...unrecognizedHolders(scheme),
        ...unknown
          .filter(permission => everyone.holding(scheme, permission) !== undefined)
          .map(permission => unknownPermission(scheme, permission)),
        ...[...unread].sort().map(kind => UNREAD_HOLDER[kind]),
      ],
    };
  },
});
