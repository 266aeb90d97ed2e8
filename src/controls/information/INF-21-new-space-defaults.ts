import { z } from 'zod';
import { type SchemeFact } from '../../evidence/facts';
import { isKnownPermission } from '../../evidence/known-permissions';
import { resolvePlanInEffect } from '../../evidence/derived/plan-in-effect';
import { NEW_BUSINESS_SPACES_SCHEME_ID } from '../../evidence/sources/shared-schemes';
import { sources } from '../../evidence/sources';
import { type Finding } from '../../domain/finding';
import { planCause } from '../plan-cause';
import {
  type ControlCodes,
  defineControl,
  each,
  mitigates,
  type ObjectGap,
  type AttestationForm,
  complete,
} from '../define-control';
import { uniqueById } from '../unique-by-id';
import { buildEveryone, grantPathArgs, UNREAD_HOLDER_GAPS } from '../everyone';
import { createFindingBuilder } from '../finding-builder';
import { newSpaceSchemes } from '../new-space-schemes';
import { isExcessiveForNewSpaces } from '../permissions';
import { publicPermissions } from '../schemes-in-use';
import { on } from '../subject';
import { buildUnknownPermissionGap, collectUnrecognizedHolderGaps } from '../unrecognized-grants';

const codes = {
  findings: ['new-spaces-public', 'new-spaces-everyone', 'default-sharing-open'],
  notes: ['new-spaces-latent', 'software-scheme-not-found', 'service-spaces'],
  gaps: ['never-read', 'unsupported'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-21');

const answersSchema = z.object({
  checkedOn: z.iso.date(),
  defaultSharing: z.enum(['private', 'loggedIn', 'public']),
  /** If it was renamed: the name or ID of the scheme that new software spaces get. */
  softwareScheme: z.string().min(1).max(255).optional(),
});
type Answers = z.infer<typeof answersSchema>;

const attestationForm: AttestationForm<Answers> = {
  answersSchema,
  fields: [
    { name: 'checkedOn', kind: 'day' },
    { name: 'defaultSharing', kind: 'choice', choices: answersSchema.shape.defaultSharing.options },
    { name: 'softwareScheme', kind: 'text', optional: true },
  ],
  validMonths: 12,
};

/** The application roles of Jira and of Jira Service Management. */
const SOFTWARE_ROLE = 'jira-software';
const SERVICE_ROLE = 'jira-servicedesk';

/**
 * The gap for a scheme that may be the one for new software spaces. Its grants neither prove a finding nor allow `met`.
 */
const buildSoftwareSchemeGap = (object: string): ObjectGap => ({
  why: 'unsupported',
  source: 'sharedSchemes',
  object,
  at: 'permission-scheme.list Default software scheme',
});

const DEFAULT_SHARING_SUBJECT = { kind: 'setting', id: 'default-sharing' } as const;

const collectGrantedPermissions = ({ grants }: SchemeFact): readonly string[] =>
  [...new Set(grants.flatMap(({ permissions }) => permissions))].sort();

/** The defaults of new company-managed spaces, and of new filters and dashboards. */
export const newSpaceDefaults = defineControl({
  id: 'INF-21',
  version: 2,
  area: 'information',
  weight: 'medium',
  review: 'quarter',
  proof: 'both',
  fixedBy: 'jira-admin',
  codes,
  needs: {
    schemes: each(sources.sharedSchemes),
    allSchemes: complete(sources.sharedSchemes),
    applicationRoles: each(sources.applicationRoles),
    allRoles: complete(sources.applicationRoles),
    licenses: mitigates(sources.license),
  },
  attestation: attestationForm,
  judge: ({ schemes, allSchemes, applicationRoles, allRoles, licenses }, context) => {
    const answers = context.attestation?.answers;
    const sharing = answers?.defaultSharing;
    const sharingFindings: readonly Finding[] =
      sharing === undefined || sharing === 'private'
        ? []
        : [finding('default-sharing-open', DEFAULT_SHARING_SUBJECT, 'medium', { args: { sharing } })];

    const newSchemes = newSpaceSchemes(
      uniqueById(schemes, ({ id }) => id),
      answers?.softwareScheme,
    );
    const everyone = buildEveryone(applicationRoles);
    const cause = planCause(licenses);
    const publicFindings = newSchemes.flatMap(({ scheme, spaceKind: spaces }) =>
      publicPermissions(scheme).map(permission =>
        finding('new-spaces-public', on.scheme(scheme), 'medium', {
          detail: permission,
          args: { name: scheme.name, new: spaces, permission },
        }),
      ),
    );
    const everyoneFindings = newSchemes.flatMap(({ scheme, spaceKind: spaces }) =>
      collectGrantedPermissions(scheme)
        .filter(isExcessiveForNewSpaces)
        .flatMap(permission => {
          const holder = everyone.findHolder(scheme, permission);
          if (holder === undefined) return [];
          const args = { name: scheme.name, new: spaces, permission, ...grantPathArgs(holder) };
          return [
            finding('new-spaces-everyone', on.scheme(scheme), 'medium', {
              detail: permission,
              args,
              ...cause,
            }),
          ];
        }),
    );
    const unreadKinds = new Set(
      newSchemes.flatMap(({ scheme }) =>
        collectGrantedPermissions(scheme)
          .filter(permission => isExcessiveForNewSpaces(permission) || !isKnownPermission(permission))
          .flatMap(permission => everyone.findPossibleHolderKinds(scheme, permission)),
      ),
    );
    const isLatent = resolvePlanInEffect(licenses) === 'free';
    const hasSchemeFor = (kind: 'business' | 'software'): boolean =>
      newSchemes.some(({ spaceKind: spaces }) => spaces === kind || spaces === 'all');
    // Without the Jira app there are no software spaces.
    const lacksSoftwareScheme =
      allSchemes !== undefined &&
      !hasSchemeFor('software') &&
      (allRoles === undefined || allRoles.length === 0 || allRoles.some(({ key }) => key === SOFTWARE_ROLE));
    const otherSchemes = uniqueById(schemes, ({ id }) => id).filter(
      ({ id }) => id !== NEW_BUSINESS_SPACES_SCHEME_ID,
    );
    const candidates = otherSchemes.length > 0 ? otherSchemes.map(({ id }) => id) : ['software'];
    return {
      findings: [...(isLatent ? [] : publicFindings), ...everyoneFindings, ...sharingFindings],
      latent: isLatent ? publicFindings : [],
      notes: [
        ...(isLatent && publicFindings.length > 0
          ? [{ code: 'new-spaces-latent', args: { permissions: publicFindings.length } }]
          : []),
        ...(lacksSoftwareScheme ? [{ code: 'software-scheme-not-found', args: {} }] : []),
        ...(applicationRoles.some(({ key }) => key === SERVICE_ROLE)
          ? [{ code: 'service-spaces', args: {} }]
          : []),
      ],
      gaps: [
        ...(allSchemes !== undefined && !hasSchemeFor('business')
          ? [{ why: 'unsupported', at: 'permissionscheme/0' } as const]
          : []),
        ...(lacksSoftwareScheme ? candidates.map(buildSoftwareSchemeGap) : []),
        ...newSchemes.flatMap(({ scheme }) => [
          ...collectUnrecognizedHolderGaps(scheme),
          ...collectGrantedPermissions(scheme)
            .filter(
              permission =>
                !isKnownPermission(permission) && everyone.findHolder(scheme, permission) !== undefined,
            )
            .map(permission => buildUnknownPermissionGap(scheme, permission)),
        ]),
        ...[...unreadKinds].sort().map(kind => UNREAD_HOLDER_GAPS[kind]),
      ],
    };
  },
});
