import { type SchemeFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { type Finding } from '../../terms/finding';
import { schemeCause } from '../cause';
import { type Codes, defineControl, each, mitigates, type ObjectGap } from '../define';
import { everyoneOf, throughOf, UNREAD_HOLDER } from '../everyone';
import { findingsOf } from '../finding';
import { BROWSE, isOverOthers, mayShowWorkItems } from '../permissions';
import { isKnownPermission } from '../../evidence/known-permissions';
import { eachSchemeInUse, impactOf, schemesInUse, someOf, unreadSchemes } from '../scheme-use';
import { sensitiveSpaces } from '../sensitive-spaces';
import { on } from '../subject';
import { unknownPermission, unrecognizedHolders } from '../unrecognized';

const codes = {
  findings: ['everyone-over-others', 'everyone-browses-sensitive'],
  notes: ['everyone-browses'],
  gaps: ['never-read'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-02');

const permissionsOf = ({ grants }: SchemeFact): readonly string[] =>
  [...new Set(grants.flatMap(({ may }) => may))].sort();

/** Rights over others' work, and reading sensitive spaces, held by everyone: one finding per scheme and permission. */
export const everyonesRights = defineControl({
  id: 'INF-02',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'quarter',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: {
    ...eachSchemeInUse,
    applicationRoles: each(sources.applicationRoles),
    licences: mitigates(sources.licence),
  },
  applies: () => true,
  judge: ({ licences, ...facts }, { settings, today }) => {
    const cause = schemeCause(licences);
    const everyone = everyoneOf(facts.applicationRoles);
    const sensitive = new Set(sensitiveSpaces(facts.spaces, settings, today).map(({ id }) => id));
    const findings: Finding[] = [];
    const unread = new Set<'group' | 'role'>();
    const browsed = new Set<string>();

    const gaps: ObjectGap[] = [];

    for (const { scheme, spaces } of schemesInUse(facts)) {
      gaps.push(...unrecognizedHolders(scheme));
      for (const permission of permissionsOf(scheme)) {
        const isUnknown =
          !isKnownPermission(permission) ||
          (mayShowWorkItems(permission) && spaces.some(({ id }) => sensitive.has(id)));
        const browse = permission === BROWSE;
        if (!browse && !isOverOthers(permission) && !isUnknown) continue;
        const reached = someOf(spaces, ({ id }) => !browse || sensitive.has(id));
        const holder = everyone.holding(scheme, permission);
        if (holder !== undefined && browse)
          for (const { id } of spaces) if (!sensitive.has(id)) browsed.add(id);
        if (reached === undefined) continue;
        if (holder === undefined) {
          for (const kind of everyone.perhapsHolding(scheme, permission)) unread.add(kind);
          continue;
        }
        if (isUnknown) {
          gaps.push(unknownPermission(scheme, permission));
          continue;
        }
        const { args, ...impact } = impactOf(scheme, reached);
        findings.push(
          finding(
            browse ? 'everyone-browses-sensitive' : 'everyone-over-others',
            on.scheme(scheme),
            browse ? 'high' : 'medium',
            { detail: permission, args: { ...args, permission, ...throughOf(holder) }, ...impact, ...cause },
          ),
        );
      }
    }
    return {
      findings,
      notes: browsed.size > 0 ? [{ code: 'everyone-browses', args: { spaces: browsed.size } }] : [],
      gaps: [...unreadSchemes(facts), ...gaps, ...[...unread].sort().map(kind => UNREAD_HOLDER[kind])],
    };
  },
});
