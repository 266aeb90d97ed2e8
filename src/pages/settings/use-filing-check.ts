import { useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { callApi, type ApiResult } from '../shared/call-api';
import { type ScreenField } from './field-input';
import { type EditableSettings } from './settings-value';

export type FilingCheckValue = OutputOf<(typeof adminCalls)['preflightFiling']>;

/** The result of a filing check. */
export type FilingCheckStatus = 'works' | 'refused' | 'failed';

/** A check of a filing space that creates nothing. */
export interface FilingCheck {
  /** The result for the current choices; undefined while it is being checked. */
  readonly answer: ApiResult<FilingCheckValue> | undefined;
  readonly status: FilingCheckStatus | undefined;
  /** The fields of the work type's create screen, as last read. */
  readonly fields: readonly ScreenField[];
  readonly isBusy: boolean;
  /** Undefined if the choices are incomplete. */
  readonly retry: (() => Promise<void>) | undefined;
}

/** Milliseconds after the last change before checking. */
const CHECK_DELAY = 500;

/** The choices that the check depends on. The limit per scan isn't one of them. */
const filingKey = (filing: EditableSettings['filing'] | undefined): string | undefined =>
  filing?.project === undefined || filing.issueType === undefined
    ? undefined
    : JSON.stringify({ ...filing, cap: 0 });

const filingCheckStatusOf = (answer: ApiResult<FilingCheckValue>): FilingCheckStatus =>
  answer.is === 'refused' ? 'failed' : answer.value.canFile ? 'works' : 'refused';

const PUBLIC_SPACE_PROBLEMS: ReadonlySet<string> = new Set([
  'project-public',
  'project-open-to-all',
  'visibility-unknown',
]);

/** The check rejected the space because everyone can read it, or may be able to. */
export const isSpaceOpenToAll = ({ answer }: FilingCheck): boolean =>
  answer?.is === 'done' && answer.value.problems.some(({ code }) => PUBLIC_SPACE_PROBLEMS.has(code));

/**
 * Checks the filing space whenever the choices change.
 * @param filing undefined if the choices are invalid.
 * @param workTypeId the selected work type's ID.
 */
export function useFilingCheck(
  filing: EditableSettings['filing'] | undefined,
  workTypeId: string | undefined,
): FilingCheck {
  const [lastCheck, setLastCheck] = useState<{
    readonly of: string;
    readonly answer: ApiResult<FilingCheckValue>;
  }>();
  const [lastScreen, setLastScreen] = useState<{
    readonly of: string;
    readonly fields: readonly ScreenField[];
  }>();
  const [isBusy, setBusy] = useState(false);
  const latestRequest = useRef(0);
  const key = filingKey(filing);
  const retry = async (): Promise<void> => {
    if (filing?.issueType === undefined || key === undefined) return;
    latestRequest.current += 1;
    const thisRequest = latestRequest.current;
    setBusy(true);
    const answer = await callApi(adminCalls, 'preflightFiling', { filing });
    if (thisRequest !== latestRequest.current) return;
    setBusy(false);
    setLastCheck({ of: key, answer });
    if (answer.is === 'done') setLastScreen({ of: filing.issueType, fields: answer.value.fields });
  };
  useEffect(() => {
    const timer = setTimeout(() => void retry(), CHECK_DELAY);
    return () => {
      clearTimeout(timer);
      latestRequest.current += 1;
      setBusy(false);
    };
    // Unchanged choices are checked again only with the button.
  }, [key]);
  // The result of other choices doesn't apply.
  const answer = lastCheck !== undefined && lastCheck.of === key ? lastCheck.answer : undefined;
  return {
    answer,
    status: answer && filingCheckStatusOf(answer),
    fields: lastScreen !== undefined && lastScreen.of === workTypeId ? lastScreen.fields : [],
    isBusy,
    retry: key === undefined ? undefined : retry,
  };
}
