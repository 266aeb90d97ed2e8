import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useState,
} from 'react';
import { PageProvider, usePage } from './page-context';
import { type NavigationSource, type Route } from './route';
import { ConfirmationDialog } from './confirmation-dialog';

interface UnsavedChanges {
  /** Whether any draft on the page is unsaved. */
  readonly isUnsaved: boolean;
  /** Runs an action that leaves the page. Asks first if unsaved changes would be lost. */
  confirmLeave(proceed: () => void): void;
  reportDraft(id: string, isUnsaved: boolean): void;
}

const NO_UNSAVED_CHANGES: UnsavedChanges = {
  isUnsaved: false,
  confirmLeave: proceed => proceed(),
  reportDraft: () => undefined,
};
const Context = createContext<UnsavedChanges>(NO_UNSAVED_CHANGES);

export const useUnsavedChanges = (): Pick<UnsavedChanges, 'isUnsaved' | 'confirmLeave'> =>
  useContext(Context);

/** Reports whether this part of the page has unsaved changes. */
export function useUnsavedDraft(isUnsaved: boolean): void {
  const id = useId();
  const { reportDraft } = useContext(Context);
  useEffect(() => {
    reportDraft(id, isUnsaved);
    return () => reportDraft(id, false);
  }, [reportDraft, id, isUnsaved]);
}

function LeaveConfirmation({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <ConfirmationDialog
      title={formatMessage('pages.unsaved.title')}
      meaning={formatMessage('pages.unsaved.meaning')}
      onClose={onStay}
      secondary={{ label: formatMessage('pages.unsaved.leave'), onChoose: onLeave }}
      primary={{ label: formatMessage('pages.unsaved.stay'), onChoose: onStay }}
    />
  );
}

/** Asks before navigation within the page if there are unsaved changes inside. */
export function UnsavedChangesGuard({ children }: { children: ReactNode }): ReactElement {
  const page = usePage();
  const { messages, timeZone, takesFocus, showForbidden, navigate } = page;
  const [draftIds, setDraftIds] = useState<ReadonlySet<string>>(new Set());
  const [pendingLeave, setPendingLeave] = useState<{ readonly proceed: () => void }>();
  const isUnsaved = draftIds.size > 0;
  const reportDraft = useCallback<UnsavedChanges['reportDraft']>(
    (id, hasChanges) =>
      setDraftIds(previous => {
        if (previous.has(id) === hasChanges) return previous;
        const others = [...previous].filter(each => each !== id);
        return new Set(hasChanges ? [...others, id] : others);
      }),
    [],
  );
  const unsaved = useMemo<UnsavedChanges>(
    () => ({
      isUnsaved,
      confirmLeave: proceed => (isUnsaved ? setPendingLeave({ proceed }) : proceed()),
      reportDraft,
    }),
    [isUnsaved, reportDraft],
  );
  const guardedContext = useMemo(
    () => ({
      messages,
      timeZone,
      takesFocus,
      showForbidden,
      navigate: (route: Route, source?: NavigationSource) =>
        unsaved.confirmLeave(() => navigate(route, source)),
    }),
    [messages, timeZone, takesFocus, showForbidden, navigate, unsaved],
  );
  return (
    <Context.Provider value={unsaved}>
      <PageProvider value={guardedContext}>{children}</PageProvider>
      {pendingLeave === undefined ? null : (
        <LeaveConfirmation
          onStay={() => setPendingLeave(undefined)}
          onLeave={() => {
            setPendingLeave(undefined);
            pendingLeave.proceed();
          }}
        />
      )}
    </Context.Provider>
  );
}
