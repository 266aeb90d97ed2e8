import { type ListEntry } from '../settings/settings';
import { type ControlNote } from '../domain/finding';

/** Reports approvals that are too incomplete to count. */
export const buildIncompleteApprovalNotes = (entries: readonly ListEntry[]): readonly ControlNote[] =>
  entries.length === 0 ? [] : [{ code: 'approval-incomplete', args: { count: entries.length } }];
