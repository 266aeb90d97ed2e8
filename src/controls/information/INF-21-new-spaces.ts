import { z } from 'zod';
import { type SchemeFact } from '../../evidence/facts';
import { isKnownPermission } from '../../evidence/known-permissions';
import { planInEffect } from '../../evidence/plan-in-effect';
import { NEW_BUSINESS_SPACES_SCHEME } from '../../evidence/shared-schemes';
import { sources } from '../../evidence/sources';
import { type Finding } from '../../terms/finding';
import { schemeCause } from '../cause';
import {
  type Codes,
  defineControl,
  each,
  mitigates,
  type ObjectGap,
  type StatementForm,
  whole,
} from '../define';
import { distinct } from '../distinct';
import { everyoneOf, throughOf, UNREAD_HOLDER } from '../everyone';
import { findingsOf } from '../finding';
import { newSpaceSchemes } from '../new-space-schemes';
import { isTooMuchForNewSpaces } from '../permissions';
import { publicPermissions } from '../scheme-use';
import { on } from '../subject';
import { unknownPermission, unrecognizedHolders } from '../unrecognized';

const codes = {
  findings: ['new-spaces-public', 'new-spaces-everyone', 'default-sharing-open'],
  notes: ['new-spaces-latent', 'software-scheme-not-found', 'service-spaces'],
  gaps: ['never-read', 'unsupported'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-21');

const blanks = z.object({
  lookedOn: z.iso.date(),
  defaultSharing: z.enum(['private', 'loggedIn', 'public']),
  /** Where it was renamed: the name or the ID of the scheme that new software spaces get. */
  softwareScheme: z.string().min(1).max(255).optional(),
});
type Blanks = z.infer<typeof blanks>;

const statement: StatementForm<Blanks> = {
  blanks,
  fields: [
    { name: 'lookedOn', kind: 'day' },
    { name: 'defaultSharing', kind: 'choice', choices: blanks.shape.defaultSharing.options },
    { name: 'softwareScheme', kind: 'text', optional: true },
  ],
  validMonths: 12,
};

/** The roles of Jira itself and of Jira Service Management. */
const SOFTWARE = 'jira-software';
const SERVICE = 'jira-servicedesk';

/** A scheme that new software spaces may get: which one it is, isn't known. What it grants counts neither way. */
const softwareUnknown = (object: string): ObjectGap => ({
  why: 'unsupported',
  source: 'sharedSchemes',
  object,
  at: 'permission-scheme.list Default software scheme',
});

const ATTESTED = { kind: 'setting', id: 'default-sharing' } as const;

const distinctPermissions = ({ grants }: SchemeFact): readonly string[] =>
  [...new Set(grants.flatMap(({ may }) => may))].sort();

/** What new company-managed spaces start with, and new filters and dashboards. */
export const newSpaces = defineControl({
  id: 'INF-21',
  version: 2,
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
    allRoles: whole(sources.applicationRoles),
    licences: mitigates(sources.licence),
  },
  statement,
  applies: () => true,
  judge: ({ schemes, allSchemes, applicationRoles, allRoles, licences }, context) => {
    const stated = context.statement?.blanks;
    const sharing = stated?.defaultSharing;
    const open: readonly Finding[] =
      sharing === undefined || sharing === 'private'
        ? []
        : [finding('default-sharing-open', ATTESTED, 'medium', { args: { sharing } })];

    const templates = newSpaceSchemes(
      distinct(schemes, ({ id }) => id),
      stated?.softwareScheme,
    );
    const everyone = everyoneOf(applicationRoles);
    const cause = schemeCause(licences);
    const toPublic = templates.flatMap(({ scheme, spaces }) =>
      publicPermissions(scheme).map(permission =>
        finding('new-spaces-public', on.scheme(scheme), 'medium', {
          detail: permission,
          args: { name: scheme.name, new: spaces, permission },
        }),
      ),
    );
    const toEveryone = templates.flatMap(({ scheme, spaces }) =>
      distinctPermissions(scheme)
        .filter(isTooMuchForNewSpaces)
        .flatMap(permission => {
          const holder = everyone.holding(scheme, permission);
          if (holder === undefined) return [];
          const args = { name: scheme.name, new: spaces, permission, ...throughOf(holder) };
          return [
            finding('new-spaces-everyone', on.scheme(scheme), 'medium', {
              detail: permission,
              args,
              ...cause,
            }),
          ];
        }),
    );
    const unread = new Set(
      templates.flatMap(({ scheme }) =>
        distinctPermissions(scheme)
          .filter(permission => isTooMuchForNewSpaces(permission) || !isKnownPermission(permission))
          .flatMap(permission => everyone.perhapsHolding(scheme, permission)),
      ),
    );
    const isLatent = planInEffect(licences) === 'free';
    const has = (kind: 'business' | 'software'): boolean =>
      templates.some(({ spaces }) => spaces === kind || spaces === 'all');
    // Without Jira itself nobody can create a software space.
    const lacksSoftware =
      allSchemes !== undefined &&
      !has('software') &&
      (allRoles === undefined || allRoles.length === 0 || allRoles.some(({ key }) => key === SOFTWARE));
    const others = distinct(schemes, ({ id }) => id).filter(({ id }) => id !== NEW_BUSINESS_SPACES_SCHEME);
    const candidates = others.length > 0 ? others.map(({ id }) => id) : ['software'];
    return {
      findings: [...(isLatent ? [] : toPublic), ...toEveryone, ...open],
      latent: isLatent ? toPublic : [],
      notes: [
        ...(isLatent && toPublic.length > 0
          ? [{ code: 'new-spaces-latent', args: { permissions: toPublic.length } }]
          : []),
        ...(lacksSoftware ? [{ code: 'software-scheme-not-found', args: {} }] : []),
        ...(applicationRoles.some(({ key }) => key === SERVICE)
          ? [{ code: 'service-spaces', args: {} }]
          : []),
      ],
      gaps: [
        ...(allSchemes !== undefined && !has('business')
          ? [{ why: 'unsupported', at: 'permissionscheme/0' } as const]
          : []),
        ...(lacksSoftware ? candidates.map(softwareUnknown) : []),
        ...templates.flatMap(({ scheme }) => [
          ...unrecognizedHolders(scheme),
          ...distinctPermissions(scheme)
            .filter(
              permission =>
                !isKnownPermission(permission) && everyone.holding(scheme, permission) !== undefined,
            )
            .map(permission => unknownPermission(scheme, permission)),
        ]),
        ...[...unread].sort().map(kind => UNREAD_HOLDER[kind]),
      ],
    };
  },
});
