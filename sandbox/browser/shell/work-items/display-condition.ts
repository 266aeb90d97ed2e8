import { isRecord } from '../../protocol';

/** What a module asks before it is shown on a work item. */
export type DisplayCondition =
  | { kind: 'always' }
  | { kind: 'has-property'; propertyKey: string }
  | { kind: 'unsupported'; names: readonly string[] };

/** The manifest's `displayConditions`, as far as the sandbox can judge them. */
export function displayCondition(conditions: Record<string, unknown> | undefined): DisplayCondition {
  const names = Object.keys(conditions ?? {});
  if (names.length === 0) return { kind: 'always' };
  const property = conditions?.entityPropertyExists;
  if (
    names.length === 1 &&
    isRecord(property) &&
    property.entity === 'issue' &&
    typeof property.propertyKey === 'string'
  ) {
    return { kind: 'has-property', propertyKey: property.propertyKey };
  }
  return { kind: 'unsupported', names };
}
