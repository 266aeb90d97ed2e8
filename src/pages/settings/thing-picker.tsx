import { ErrorMessage, Label, Select, Stack } from '@forge/react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type InputOf } from '../../api/contract/call';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';

export interface Thing {
  readonly id: string;
  readonly name: string;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly name: string;
}

/** Milliseconds of rest after a letter before the site is asked. */
const REST = 300;

/** How looking for things went: `none` found though nothing was typed, or it `failed`. */
type Trouble = 'none' | 'failed';

/**
 * Chooses a thing of the site by typing a part of its name.
 * @param wrong what is wrong with the choice, in words.
 * @param choosesOnly takes the only thing that there is by itself.
 */
export function ThingPicker({
  id,
  label,
  kind,
  space,
  chosen,
  choose,
  placeholder,
  wrong,
  nothing,
  choosesOnly = false,
  autoFocus = false,
}: {
  id: string;
  label: string;
  kind: InputOf<(typeof adminCalls)['search']>['kind'];
  /** Where work types are looked up. */
  space?: string;
  chosen: Thing | undefined;
  choose: (thing: Thing | undefined) => void;
  placeholder: string;
  wrong?: string | undefined;
  /** What it means that there is nothing to choose from. */
  nothing?: string;
  choosesOnly?: boolean;
  autoFocus?: boolean;
}): ReactElement {
  const [text, setText] = useState('');
  const [options, setOptions] = useState<readonly Option[]>([]);
  const [isLoading, setLoading] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const { say } = usePage();
  const turn = useRef(0);

  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    setLoading(true);
    const timer = setTimeout(
      () => {
        const input = { kind, text, ...(space === undefined ? {} : { space }) };
        void ask(adminCalls, 'search', input).then(answer => {
          if (mine !== turn.current) return;
          setLoading(false);
          const things = answer.is === 'refused' ? [] : answer.value.found;
          const [first] = things;
          setTrouble(
            answer.is === 'refused' ? 'failed' : text === '' && first === undefined ? 'none' : undefined,
          );
          setOptions(
            things.map(({ id: value, name, hint }) => ({
              value,
              name,
              label: hint === undefined ? name : say('pages.settings.thing', { name, hint }),
            })),
          );
          if (choosesOnly && chosen === undefined && first !== undefined && things.length === 1)
            choose({ id: first.id, name: first.name });
        });
      },
      text === '' ? 0 : REST,
    );
    return () => {
      clearTimeout(timer);
      turn.current += 1;
    };
    // The words don't change while the page is open; what was chosen meanwhile is not asked for anew.
  }, [kind, text, space]);

  const value =
    chosen === undefined
      ? null
      : (options.find(option => option.value === chosen.id) ?? {
          value: chosen.id,
          label: chosen.name === '' ? chosen.id : chosen.name,
          name: chosen.name,
        });
  const told =
    trouble === 'failed'
      ? say('pages.settings.searchFailed')
      : trouble === 'none' && nothing !== undefined
        ? nothing
        : wrong;
  return (
    <Stack>
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        isSearchable
        isClearable
        autoFocus={autoFocus}
        isLoading={isLoading}
        isInvalid={told !== undefined}
        placeholder={placeholder}
        options={[...options]}
        value={value}
        onInputChange={(typed: unknown) => setText(typeof typed === 'string' ? typed.slice(0, 100) : '')}
        onChange={(option: Option | null) =>
          choose(option === null ? undefined : { id: option.value, name: option.name })
        }
      />
      {told === undefined || isLoading ? null : <ErrorMessage>{told}</ErrorMessage>}
    </Stack>
  );
}
