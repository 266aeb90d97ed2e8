import { type ControlId, type Severity } from '../terms/control-terms';
import { type Args, type Finding, type Subject } from '../terms/finding';
import { type SourceId } from '../terms/source-id';

interface Details {
  readonly args?: Args;
  readonly reach?: readonly string[];
  readonly reachSource?: SourceId;
  readonly reachList?: SourceId;
  readonly owner?: string;
  readonly cause?: Finding['cause'];
  /** Tells two findings of one code on one subject apart, e.g. the permission. */
  readonly detail?: string;
}

/** Storage keys allow letters, digits, `:._-#` and space; everything else becomes `_`, and the key stays one word. */
const keyPart = (text: string): string => text.replace(/[^a-zA-Z0-9._#-]/g, '_');

/**
 * A maker of findings for one control, of the codes that it declares.
 * @example const finding = findingsOf<'filter-public'>('INF-03'); finding('filter-public', on.filter(filter), 'medium')
 */
export const findingsOf =
  <Code extends string>(control: ControlId) =>
  (code: Code, subject: Subject, severity: Severity, details: Details = {}): Finding => ({
    key: [control, code, `${subject.kind}-${subject.id}`, details.detail ?? ''].map(keyPart).join(':'),
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
