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
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { type AttestationField } from '../../api/contract/control-definition';
import { callApi } from '../shared/call-api';
import { usePage } from '../shared/page-context';
import { InlineError } from '../shared/page-errors';
import { Sentence } from '../shared/sentence';
import { useUnsavedDraft } from '../shared/unsaved-changes';
import { type ControlValue } from './control-value';
import { RecordedAnswers } from './recorded-answers';
import {
  buildAnswers,
  type AttestationDraft,
  buildAttestationDraft,
  type AnswerError,
  findAnswerError,
} from './attestation-draft';

const form = xcss({ maxWidth: '560px' });
interface AnswerFieldProps {
  readonly control: string;
  readonly field: AttestationField;
  readonly text: string;
  readonly error: AnswerError | undefined;
  readonly today: string;
  readonly onChange: (text: string) => void;
}

function AnswerInput({ control, field, text, error, today, onChange }: AnswerFieldProps): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const id = `blank-${field.name}`;
  const isInvalid = error !== undefined;
  switch (field.kind) {
    case 'day':
      return (
        <DatePicker
          placeholder={formatMessage('pages.day')}
          id={id}
          value={text}
          maxDate={today}
          isInvalid={isInvalid}
          onChange={onChange}
        />
      );
    case 'choice': {
      const options = (field.choices ?? []).map(value => ({
        value,
        label: controlTextOf(control).attestation.choice(field.name, value),
      }));
      return (
        <Select
          inputId={id}
          placeholder={formatMessage('pages.attestation.choose')}
          options={options}
          value={options.find(({ value }) => value === text) ?? null}
          isInvalid={isInvalid}
          onChange={(option: { value: string } | null) => onChange(option?.value ?? '')}
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
          onChange={event => onChange(String(event.target.value ?? ''))}
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
          onChange={event => onChange(String(event.target.value ?? ''))}
        />
      );
  }
}

function AnswerField(props: AnswerFieldProps): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const { control, field, error } = props;
  const attestationText = controlTextOf(control).attestation;
  const label = attestationText.label(field.name);
  return (
    <Stack>
      <Label labelFor={`blank-${field.name}`}>
        {field.optional ? formatMessage('pages.attestation.optional', { label }) : label}
      </Label>
      <AnswerInput {...props} />
      {error === undefined ? (
        <HelperMessage>{attestationText.help(field.name)}</HelperMessage>
      ) : (
        <ErrorMessage>{formatMessage(`pages.attestation.wrong.${error}`)}</ErrorMessage>
      )}
    </Stack>
  );
}

/** A control's attestation form. Once it is complete, shows the exact text that will be recorded. */
export function AttestForm({
  value,
  fields,
  onAttested,
}: {
  value: ControlValue;
  fields: readonly AttestationField[];
  onAttested: () => void;
}): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const { definition, today } = value;
  const attestationText = controlTextOf(definition.id).attestation;
  const initialDraft = buildAttestationDraft(fields, value.attestation?.answers ?? {});
  const [draft, setDraft] = useState<AttestationDraft>(initialDraft);
  const [touchedFields, setTouchedFields] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setSending] = useState(false);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiErrorValue>();

  useUnsavedDraft(!isSent && JSON.stringify(draft) !== JSON.stringify(initialDraft));
  const errorOf = (field: AttestationField): AnswerError | undefined =>
    findAnswerError(field, draft[field.name] ?? '', today);
  const submit = async (): Promise<void> => {
    setTouchedFields(new Set(fields.map(({ name }) => name)));
    if (fields.some(field => errorOf(field) !== undefined)) return;
    setSending(true);
    const answer = await callApi(adminCalls, 'attest', {
      control: definition.id,
      version: definition.version,
      answers: buildAnswers(fields, draft),
    });
    setSending(false);
    if (answer.is === 'refused') return setError(answer.error);
    setSent(true);
    showFlag({
      id: 'attested',
      type: 'success',
      title: formatMessage('pages.attestation.done'),
      description: formatMessage('pages.attestation.doneMeaning'),
      isAutoDismiss: true,
    });
    return onAttested();
  };

  return (
    <Box xcss={form}>
      <Stack space="space.200" alignInline="stretch">
        <Sentence parts={attestationText.intro()} />
        {value.attestation === undefined ? null : <Text>{formatMessage('pages.attestation.prefilled')}</Text>}
        {fields.map(field => (
          <AnswerField
            key={field.name}
            control={definition.id}
            field={field}
            text={draft[field.name] ?? ''}
            today={today}
            error={touchedFields.has(field.name) ? errorOf(field) : undefined}
            onChange={text => {
              setDraft({ ...draft, [field.name]: text });
              setTouchedFields(new Set([...touchedFields, field.name]));
            }}
          />
        ))}
        <Stack space="space.075" alignInline="stretch">
          {fields.some(field => errorOf(field) !== undefined) ? null : (
            <>
              <Text>{formatMessage('pages.attestation.recorded')}</Text>
              <RecordedAnswers
                control={definition.id}
                fields={fields}
                answers={buildAnswers(fields, draft)}
              />
            </>
          )}
          <Text color="color.text.subtle">
            {formatMessage('pages.attestation.holds', { months: definition.attestation?.validMonths ?? 0 })}
          </Text>
        </Stack>
        {error === undefined ? null : <InlineError error={error} />}
        <Inline>
          <LoadingButton
            appearance="primary"
            isLoading={isSending}
            onClick={() => {
              void submit();
            }}
          >
            {formatMessage('pages.attestation.submit')}
          </LoadingButton>
        </Inline>
      </Stack>
    </Box>
  );
}
