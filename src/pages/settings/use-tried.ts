import { useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { ask, type Asked } from '../page/ask';
import { type ScreenField } from './field-value';
import { type Settings } from './settings-value';

export type Outcome = OutputOf<(typeof adminCalls)['tryFiling']>;

/** How a place was found to be. */
export type Found = 'works' | 'refused' | 'failed';

/** A place that was looked at without creating anything. */
export interface Trial {
  /** What came of the look at these very choices; undefined while it is looked at. */
  readonly answer: Asked<Outcome> | undefined;
  readonly found: Found | undefined;
  /** The fields of the work type's create screen, as they were last read. */
  readonly fields: readonly ScreenField[];
  readonly isBusy: boolean;
  /** Undefined while there is no place to look at. */
  readonly again: (() => Promise<void>) | undefined;
}

/** Milliseconds of rest before a place that is being changed is looked at. */
const REST = 500;

/** What the look depends on. */
const keyOf = (filing: Settings['filing'] | undefined): string | undefined =>
  filing?.project === undefined || filing.issueType === undefined
    ? undefined
    : JSON.stringify({ ...filing, cap: 0 });

const foundIn = (answer: Asked<Outcome>): Found =>
  answer.is === 'refused' ? 'failed' : answer.value.files ? 'works' : 'refused';

const OPEN: ReadonlySet<string> = new Set(['project-public', 'project-open-to-all', 'visibility-unknown']);

/** The place was refused because everyone can read it, or may be able to. */
export const isOpenToAll = ({ answer }: Trial): boolean =>
  answer?.is === 'done' && answer.value.problems.some(({ code }) => OPEN.has(code));

/**
 * Looks at where work items are to go, whenever it is another place.
 * @param filing undefined while something in it doesn't fit. @param type the chosen work type's id.
 */
export function useTried(filing: Settings['filing'] | undefined, type: string | undefined): Trial {
  const [tried, setTried] = useState<{ readonly of: string; readonly answer: Asked<Outcome> }>();
  const [screen, setScreen] = useState<{ readonly of: string; readonly fields: readonly ScreenField[] }>();
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const key = keyOf(filing);
  const again = async (): Promise<void> => {
    if (filing?.issueType === undefined || key === undefined) return;
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    const answer = await ask(adminCalls, 'tryFiling', { filing });
    if (mine !== turn.current) return;
    setBusy(false);
    setTried({ of: key, answer });
    if (answer.is === 'done') setScreen({ of: filing.issueType, fields: answer.value.fields });
  };
  useEffect(() => {
    const timer = setTimeout(() => void again(), REST);
    return () => {
      clearTimeout(timer);
      turn.current += 1;
      setBusy(false);
    };
    // The same place is looked at again only when the button is pressed.
  }, [key]);
  // What was tried with other choices says nothing about these.
  const answer = tried !== undefined && tried.of === key ? tried.answer : undefined;
  return {
    answer,
    found: answer && foundIn(answer),
    fields: screen !== undefined && screen.of === type ? screen.fields : [],
    isBusy,
    again: key === undefined ? undefined : again,
  };
}
