import { useEffect, useRef, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type SettingsChange } from '../../api/contract/settings';
import { ask } from '../page/ask';
import { useTellDone } from '../page/done';
import { usePage } from '../page/page-context';
import { useDraft } from '../page/unsaved';

/** Milliseconds of rest before the app is asked what a change does. */
const REST = 500;

export type Effect = OutputOf<(typeof adminCalls)['whatChanges']>;

/** One group of the settings as it is being changed. */
export interface Group {
  readonly isDirty: boolean;
  /** What saving would do; missing while it is worked out. */
  readonly effect: Effect | undefined;
  readonly error: ApiErrorValue | undefined;
  readonly isSaving: boolean;
  save(): Promise<void>;
}

/** Who saves at once has not waited until it was worked out. */
async function effectOf(change: SettingsChange): Promise<Effect | undefined> {
  const answer = await ask(adminCalls, 'whatChanges', { change });
  return answer.is === 'done' ? answer.value : undefined;
}

/**
 * Saves a group by itself, and says before it does what that will change.
 * @param change what the group would be saved as; undefined while something in it doesn't fit.
 * @param stored the same group as it is stored.
 * @param saved told what saving did; undefined where that could not be worked out.
 */
export function useGroup(
  change: SettingsChange | undefined,
  stored: SettingsChange,
  revision: number,
  saved: (effect: Effect | undefined) => void,
): Group {
  const { say } = usePage();
  const tellDone = useTellDone();
  const [effect, setEffect] = useState<Effect>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isSaving, setSaving] = useState(false);
  const turn = useRef(0);
  const key = JSON.stringify(change);
  const isDirty = change !== undefined && key !== JSON.stringify(stored);
  useDraft(key !== JSON.stringify(stored));

  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    setEffect(undefined);
    setError(undefined);
    if (!isDirty || change === undefined) return undefined;
    const timer = setTimeout(() => {
      void ask(adminCalls, 'whatChanges', { change }).then(answer => {
        if (mine !== turn.current) return;
        if (answer.is === 'done') setEffect(answer.value);
        else setError(answer.error);
      });
    }, REST);
    return () => clearTimeout(timer);
    // A change with the same content is the same change.
  }, [key, isDirty]);

  const save = async (): Promise<void> => {
    if (change === undefined) return;
    setSaving(true);
    setError(undefined);
    const did = effect ?? (await effectOf(change));
    const answer = await ask(adminCalls, 'saveSettings', { revision, change });
    setSaving(false);
    if (answer.is === 'refused') return setError(answer.error);
    tellDone('settings-saved', {
      title: say('pages.settings.saved'),
      meaning: say('pages.settings.savedMeaning'),
    });
    return saved(did);
  };
  return { isDirty, effect, error, isSaving, save };
}
