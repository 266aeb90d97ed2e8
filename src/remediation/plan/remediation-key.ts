import { type ControlId } from '../../domain/control-attributes';
import { type FindingSubject } from '../../domain/finding';

/** Where a person fixes it: the site, or one team-managed space by its API ID. */
export type RepairPlace = 'site' | `space-${string}`;

/**
 * Control and place, such as `INF-03:site`. Each key has at most one open work item. Valid in Forge storage keys and in
 * JQL.
 */
export type RemediationKey = `${ControlId}:${RepairPlace}`;

export const repairPlaceOf = ({ space }: FindingSubject): RepairPlace =>
  space === undefined ? 'site' : `space-${space}`;

export const remediationKeyOf = (control: ControlId, place: RepairPlace): RemediationKey =>
  `${control}:${place}`;
