import {
  Box,
  DatePicker,
  ErrorMessage,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
  xcss,
} from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type Field } from '../../api/contract/facts';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { SmallTrouble } from '../page/trouble';
import { Sentence } from '../page/sentence';
import { useDraft } from '../page/unsaved';
import { type ControlValue } from './control-value';
import { Said } from './said';
import { blanksOf, type Draft, draftFrom, type Wrong, wrongWith } from './statement-draft';

const form = xcss({ maxWidth: '560px' });
interface BlankProps {
  readonly control: string;
  readonly field: Field;
  readonly text: string;
  readonly wrong: Wrong | undefined;
  readonly today: string;
  readonly change: (text: string) => void;
}

function Input({ control, field, text, wrong, today, change }: BlankProps): ReactElement {
  const { say, of } = usePage();
  const id = `blank-${field.name}`;
  const isInvalid = wrong !== undefined;
  switch (field.kind) {
    case 'day':
      return (
        <DatePicker
          placeholder={say('pages.day')}
          id={id}
          value={text}
          maxDate={today}
          isInvalid={isInvalid}
          onChange={change}
        />
      );
    case 'choice': {
      const options = (field.choices ?? []).map(value => ({
        value,
        label: of(control).statement.choice(field.name, value),
      }));
      return (
        <Select
          inputId={id}
          placeholder={say('pages.statement.choose')}
          options={options}
          value={options.find(({ value }) => value === text) ?? null}
          isInvalid={isInvalid}
          onChange={(option: { value: string } | null) => change(option?.value ?? '')}
        />
      );
    }
    case 'number':
      return (
        <Textfield
          id={id}
          value={text}
          width="small"
          isInvalid={isInvalid}
          onChange={event => change(String(event.target.value ?? ''))}
        />
      );
    case 'text':
      return (
        <TextArea
          id={id}
          value={text}
          minimumRows={2}
          maxLength={1000}
          isInvalid={isInvalid}
          onChange={event => change(String(event.target.value ?? ''))}
        />
      );
  }
}

function Blank(props: BlankProps): ReactElement {
  const { say, of } = usePage();
  const { control, field, wrong } = props;
  const words = of(control).statement;
  const label = words.label(field.name);
  return (
    <Stack>
      <Label labelFor={`blank-${field.name}`}>
        {field.optional ? say('pages.statement.optional', { label }) : label}
      </Label>
      <Input {...props} />
      {wrong === undefined ? (
        <HelperMessage>{words.help(field.name)}</HelperMessage>
      ) : (
        <ErrorMessage>{say(`pages.statement.wrong.${wrong}`)}</ErrorMessage>
      )}
    </Stack>
  );
}

/** The form of a control: what was opened and what was seen. Once it is whole, what will be recorded stands below, word for word. */
export function StatementForm({
  value,
  fields,
  attested,
}: {
  value: ControlValue;
  fields: readonly Field[];
  attested: () => void;
}): ReactElement {
  const { say, of } = usePage();
  const { facts, today } = value;
  const words = of(facts.id).statement;
  const first = draftFrom(fields, value.statement?.blanks ?? {});
  const [draft, setDraft] = useState<Draft>(first);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setSending] = useState(false);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiErrorValue>();

  useDraft(!isSent && JSON.stringify(draft) !== JSON.stringify(first));
  const wrong = (field: Field): Wrong | undefined => wrongWith(field, draft[field.name] ?? '', today);
  const send = async (): Promise<void> => {
    setTouched(new Set(fields.map(({ name }) => name)));
    if (fields.some(field => wrong(field) !== undefined)) return;
    setSending(true);
    const answer = await ask(adminCalls, 'attest', {
      control: facts.id,
      version: facts.version,
      blanks: blanksOf(fields, draft),
    });
    setSending(false);
    if (answer.is === 'refused') return setError(answer.error);
    setSent(true);
    showFlag({
      id: 'attested',
      type: 'success',
      title: say('pages.statement.done'),
      description: say('pages.statement.doneMeaning'),
      isAutoDismiss: true,
    });
    return attested();
  };

  return (
    <Box xcss={form}>
      <Stack space="space.200" alignInline="stretch">
        <Sentence parts={words.intro()} />
        {value.statement === undefined ? null : <Text>{say('pages.statement.prefilled')}</Text>}
        {fields.map(field => (
          <Blank
            key={field.name}
            control={facts.id}
            field={field}
            text={draft[field.name] ?? ''}
            today={today}
            wrong={touched.has(field.name) ? wrong(field) : undefined}
            change={text => {
              setDraft({ ...draft, [field.name]: text });
              setTouched(new Set([...touched, field.name]));
            }}
          />
        ))}
        <Stack space="space.075" alignInline="stretch">
          {fields.some(field => wrong(field) !== undefined) ? null : (
            <>
              <Text>{say('pages.statement.recorded')}</Text>
              <Said control={facts.id} fields={fields} blanks={blanksOf(fields, draft)} />
            </>
          )}
          <Text color="color.text.subtle">
            {say('pages.statement.holds', { months: facts.statement?.validMonths ?? 0 })}
          </Text>
        </Stack>
        {error === undefined ? null : <SmallTrouble error={error} />}
        <Inline>
          <LoadingButton
            appearance="primary"
            isLoading={isSending}
            onClick={() => {
              void send();
            }}
          >
            {say('pages.statement.submit')}
          </LoadingButton>
        </Inline>
      </Stack>
    </Box>
  );
}
