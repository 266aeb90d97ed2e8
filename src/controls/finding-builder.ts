import { type ControlId, type Severity } from '../domain/control-attributes';
import { type MessageArgs, type Finding, type FindingSubject } from '../domain/finding';
import { type SourceId } from '../domain/source-id';

interface FindingDetails {
  readonly args?: MessageArgs;
  readonly reach?: readonly string[];
  readonly reachSource?: SourceId;
  readonly reachList?: SourceId;
  readonly owner?: string;
  readonly cause?: Finding['cause'];
  /** Distinguishes two findings with the same code and subject, such as by permission. */
  readonly detail?: string;
}

/**
 * Storage keys allow only letters, digits, `:._-#`, and spaces. `:` separates the parts of a finding's key and the key
 * contains no spaces, so both become `_` too.
 */
const toKeyPart = (text: string): string => text.replace(/[^a-zA-Z0-9._#-]/g, '_');

/**
 * Creates a function that builds findings of one control with its declared codes.
 * @example
 * const finding = createFindingBuilder<'filter-public'>('INF-03');
 * finding('filter-public', on.filter(filter), 'medium');
 */
export const createFindingBuilder =
  <Code extends string>(control: ControlId) =>
  (code: Code, subject: FindingSubject, severity: Severity, details: FindingDetails = {}): Finding => ({
    key: [control, code, `${subject.kind}-${subject.id}`, details.detail ?? ''].map(toKeyPart).join(':'),
    control,
    code,
    severity,
    subject,
    args: details.args ?? {},
    ...(details.reach === undefined ? {} : { reach: [...details.reach].sort() }),
    ...(details.reachSource === undefined ? {} : { reachSource: details.reachSource }),
    ...(details.reachList === undefined ? {} : { reachList: details.reachList }),
    ...(details.owner === undefined ? {} : { owner: details.owner }),
    ...(details.cause === undefined ? {} : { cause: details.cause }),
  });
