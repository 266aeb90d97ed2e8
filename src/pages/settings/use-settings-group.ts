import { useEffect, useRef, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type SettingsChange } from '../../api/contract/settings';
import { callApi } from '../shared/call-api';
import { useShowSuccess } from '../shared/success-message';
import { usePage } from '../shared/page-context';
import { useUnsavedDraft } from '../shared/unsaved-changes';

/** Milliseconds after the last change before previewing its effect. */
const PREVIEW_DELAY = 500;

export type SettingsEffectValue = OutputOf<(typeof adminCalls)['previewSettings']>;

/** A settings group being edited. */
export interface SettingsGroupState {
  readonly isDirty: boolean;
  /** The effect of saving; undefined while it is being computed. */
  readonly effect: SettingsEffectValue | undefined;
  readonly error: ApiErrorValue | undefined;
  readonly isSaving: boolean;
  save(): Promise<void>;
}

/** Computes the effect on saving, if the user saves before the preview has finished. */
async function fetchEffect(change: SettingsChange): Promise<SettingsEffectValue | undefined> {
  const answer = await callApi(adminCalls, 'previewSettings', { change });
  return answer.is === 'done' ? answer.value : undefined;
}

/**
 * Saves a settings group, and previews its effect.
 * @param change the change to save; undefined if the form is invalid.
 * @param stored the group as stored.
 * @param onSaved receives the effect of saving; undefined if it couldn't be computed.
 */
export function useSettingsGroup(
  change: SettingsChange | undefined,
  stored: SettingsChange,
  revision: number,
  onSaved: (effect: SettingsEffectValue | undefined) => void,
): SettingsGroupState {
  const { formatMessage } = usePage();
  const showSuccess = useShowSuccess();
  const [effect, setEffect] = useState<SettingsEffectValue>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isSaving, setSaving] = useState(false);
  const latestRequest = useRef(0);
  const changeKey = JSON.stringify(change);
  const isDirty = change !== undefined && changeKey !== JSON.stringify(stored);
  useUnsavedDraft(changeKey !== JSON.stringify(stored));

  useEffect(() => {
    latestRequest.current += 1;
    const thisRequest = latestRequest.current;
    setEffect(undefined);
    setError(undefined);
    if (!isDirty || change === undefined) return undefined;
    const timer = setTimeout(() => {
      void callApi(adminCalls, 'previewSettings', { change }).then(answer => {
        if (thisRequest !== latestRequest.current) return;
        if (answer.is === 'done') setEffect(answer.value);
        else setError(answer.error);
      });
    }, PREVIEW_DELAY);
    return () => clearTimeout(timer);
    // The key represents the change's content.
  }, [changeKey, isDirty]);

  const save = async (): Promise<void> => {
    if (change === undefined) return;
    setSaving(true);
    setError(undefined);
    const savedEffect = effect ?? (await fetchEffect(change));
    const answer = await callApi(adminCalls, 'saveSettings', { revision, change });
    setSaving(false);
    if (answer.is === 'refused') return setError(answer.error);
    showSuccess('settings-saved', {
      title: formatMessage('pages.settings.saved'),
      meaning: formatMessage('pages.settings.savedMeaning'),
    });
    return onSaved(savedEffect);
  };
  return { isDirty, effect, error, isSaving, save };
}
