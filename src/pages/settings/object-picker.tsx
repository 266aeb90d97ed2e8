import { ErrorMessage, Label, Select, Stack } from '@forge/react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type InputOf } from '../../api/contract/call';
import { callApi } from '../shared/call-api';
import { usePage } from '../shared/page-context';

export interface NamedObject {
  readonly id: string;
  readonly name: string;
}

interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly name: string;
}

/** Milliseconds after the last keystroke before searching. */
const SEARCH_DELAY = 300;

/** A search problem: `none` if an empty search found nothing, or `failed`. */
type SearchProblem = 'none' | 'failed';

/**
 * Selects an object of the site by searching its name.
 * @param error the error message for the selection.
 * @param selectsOnlyMatch whether to select the only match automatically.
 */
export function ObjectPicker({
  id,
  label,
  kind,
  space,
  selected,
  onSelect,
  placeholder,
  error,
  emptyText,
  selectsOnlyMatch = false,
  autoFocus = false,
}: {
  id: string;
  label: string;
  kind: InputOf<(typeof adminCalls)['search']>['kind'];
  /** The space to look up work types in. */
  space?: string;
  selected: NamedObject | undefined;
  onSelect: (object: NamedObject | undefined) => void;
  placeholder: string;
  error?: string | undefined;
  /** The message if there is nothing to choose from. */
  emptyText?: string;
  selectsOnlyMatch?: boolean;
  autoFocus?: boolean;
}): ReactElement {
  const [text, setText] = useState('');
  const [options, setOptions] = useState<readonly PickerOption[]>([]);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<SearchProblem>();
  const { formatMessage } = usePage();
  const latestRequest = useRef(0);

  useEffect(() => {
    latestRequest.current += 1;
    const thisRequest = latestRequest.current;
    setLoading(true);
    const timer = setTimeout(
      () => {
        const input = { kind, text, ...(space === undefined ? {} : { space }) };
        void callApi(adminCalls, 'search', input).then(answer => {
          if (thisRequest !== latestRequest.current) return;
          setLoading(false);
          const matches = answer.is === 'refused' ? [] : answer.value.matches;
          const [firstMatch] = matches;
          setProblem(
            answer.is === 'refused' ? 'failed' : text === '' && firstMatch === undefined ? 'none' : undefined,
          );
          setOptions(
            matches.map(({ id: value, name, hint }) => ({
              value,
              name,
              label: hint === undefined ? name : formatMessage('pages.settings.thing', { name, hint }),
            })),
          );
          if (selectsOnlyMatch && selected === undefined && firstMatch !== undefined && matches.length === 1)
            onSelect({ id: firstMatch.id, name: firstMatch.name });
        });
      },
      text === '' ? 0 : SEARCH_DELAY,
    );
    return () => {
      clearTimeout(timer);
      latestRequest.current += 1;
    };
    // Messages don't change while the page is open, and a new selection needs no new search.
  }, [kind, text, space]);

  const value =
    selected === undefined
      ? null
      : (options.find(option => option.value === selected.id) ?? {
          value: selected.id,
          label: selected.name === '' ? selected.id : selected.name,
          name: selected.name,
        });
  const errorText =
    problem === 'failed'
      ? formatMessage('pages.settings.searchFailed')
      : problem === 'none' && emptyText !== undefined
        ? emptyText
        : error;
  return (
    <Stack>
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        isSearchable
        isClearable
        autoFocus={autoFocus}
        isLoading={isLoading}
        isInvalid={errorText !== undefined}
        placeholder={placeholder}
        options={[...options]}
        value={value}
        onInputChange={(typed: unknown) => setText(typeof typed === 'string' ? typed.slice(0, 100) : '')}
        onChange={(option: PickerOption | null) =>
          onSelect(option === null ? undefined : { id: option.value, name: option.name })
        }
      />
      {errorText === undefined || isLoading ? null : <ErrorMessage>{errorText}</ErrorMessage>}
    </Stack>
  );
}
