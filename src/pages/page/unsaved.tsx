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
import { type By, type Place } from './place';
import { Question } from './question';

/** What was entered on the page and is not saved. */
interface Unsaved {
  /** Something somewhere is not saved. */
  readonly isUnsaved: boolean;
  /** Does what takes the reader away from it; asks first where something would be lost. */
  leave(then: () => void): void;
  note(id: string, isUnsaved: boolean): void;
}

const nothing: Unsaved = { isUnsaved: false, leave: then => then(), note: () => undefined };
const Context = createContext<Unsaved>(nothing);

export const useUnsaved = (): Pick<Unsaved, 'isUnsaved' | 'leave'> => useContext(Context);

/** Tells the page that this part of it holds something that is not saved. */
export function useDraft(isUnsaved: boolean): void {
  const id = useId();
  const { note } = useContext(Context);
  useEffect(() => {
    note(id, isUnsaved);
    return () => note(id, false);
  }, [note, id, isUnsaved]);
}

function Ask({ leave, stay }: { leave: () => void; stay: () => void }): ReactElement {
  const { say } = usePage();
  return (
    <Question
      title={say('pages.unsaved.title')}
      meaning={say('pages.unsaved.meaning')}
      close={stay}
      other={{ label: say('pages.unsaved.leave'), choose: leave }}
      primary={{ label: say('pages.unsaved.stay'), choose: stay }}
    />
  );
}

/** Keeps what is entered inside it from getting lost: every way within the page asks first. */
export function KeepsDrafts({ children }: { children: ReactNode }): ReactElement {
  const page = usePage();
  const { words, timeZone, takesFocus, refuse, go } = page;
  const [drafts, setDrafts] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ readonly then: () => void }>();
  const isUnsaved = drafts.size > 0;
  const note = useCallback<Unsaved['note']>(
    (id, has) =>
      setDrafts(known => {
        if (known.has(id) === has) return known;
        const others = [...known].filter(each => each !== id);
        return new Set(has ? [...others, id] : others);
      }),
    [],
  );
  const unsaved = useMemo<Unsaved>(
    () => ({ isUnsaved, leave: then => (isUnsaved ? setAsked({ then }) : then()), note }),
    [isUnsaved, note],
  );
  const ways = useMemo(
    () => ({
      words,
      timeZone,
      takesFocus,
      refuse,
      go: (to: Place, by?: By) => unsaved.leave(() => go(to, by)),
    }),
    [words, timeZone, takesFocus, refuse, go, unsaved],
  );
  return (
    <Context.Provider value={unsaved}>
      <PageProvider value={ways}>{children}</PageProvider>
      {asked === undefined ? null : (
        <Ask
          stay={() => setAsked(undefined)}
          leave={() => {
            setAsked(undefined);
            asked.then();
          }}
        />
      )}
    </Context.Provider>
  );
}
