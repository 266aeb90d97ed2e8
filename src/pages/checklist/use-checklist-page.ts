import { useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type ScanProgress } from '../../api/contract/control-definition';
import { callApi } from '../shared/call-api';
import { type ApiCallState, useApiCall } from '../shared/use-api-call';
import { usePolling } from '../shared/use-polling';
import { type ChecklistPageValue } from './checklist-values';

/** Milliseconds between polls during a scan. */
const POLL_INTERVAL = 3_000;
/** Maximum number of polls after *Scan now* until the scan starts. */
const MAX_POLLS_FOR_START = 30;

const NO_INPUT = {};

/** Loads the page's data, and polls the progress during a scan. Reloads the data when the checklist changes. */
export function useChecklistPage(): {
  pageCall: ApiCallState<ChecklistPageValue>;
  notifyScanRequested: () => void;
} {
  const pageCall = useApiCall(adminCalls, 'checklist', NO_INPUT);
  const [scan, setScan] = useState<ScanProgress>();
  const [pollsLeft, setPollsLeft] = useState(0);
  const { value, refetch } = pageCall;
  const shownAt = useRef<number>();
  shownAt.current = value?.checklist?.at;

  useEffect(() => setScan(value?.scan), [value]);

  const isFirstScan = value !== undefined && value.checklist === undefined && value.setup.started;
  usePolling(scan !== undefined || pollsLeft > 0 || isFirstScan, POLL_INTERVAL, async () => {
    const answer = await callApi(adminCalls, 'scanProgress', {});
    if (answer.is === 'refused') return;
    const { scan: currentScan, checklistAt } = answer.value;
    setScan(currentScan);
    setPollsLeft(count => (currentScan === undefined ? Math.max(0, count - 1) : 0));
    if (checklistAt !== shownAt.current || (currentScan === undefined && scan !== undefined)) refetch();
  });

  return {
    pageCall: value === undefined ? pageCall : { ...pageCall, value: { ...value, scan } },
    notifyScanRequested: () => setPollsLeft(MAX_POLLS_FOR_START),
  };
}
