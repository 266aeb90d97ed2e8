import ForgeReconciler, {
  Button,
  Calendar,
  Checkbox,
  CheckboxGroup,
  ChromelessEditor,
  CommentEditor,
  DatePicker,
  ErrorMessage,
  FileCard,
  FilePicker,
  Form,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  InlineEdit,
  Inline,
  Label,
  Radio,
  RadioGroup,
  Range,
  RequiredAsterisk,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
  TimePicker,
  Toggle,
  useForm,
  UserPicker,
  ValidMessage,
} from '@forge/react';
import { invoke } from '@forge/bridge';
import { useState } from 'react';

interface Answers {
  space: string;
  reason: string;
  type: { label: string; value: string };
  until: string;
  isPublic: boolean;
  filing: string;
}

/** A page with every field; the form's answers go to the resolver. */
function Page() {
  const { handleSubmit, register, getFieldId, formState } = useForm<Answers>({
    defaultValues: { filing: 'worse', isPublic: false },
  });
  const [saved, setSaved] = useState('');
  const save = handleSubmit(async (answers: Answers) =>
    setSaved(JSON.stringify(await invoke('save', answers))),
  );
  return (
    <Stack space="space.300">
      <Form onSubmit={save}>
        <FormHeader title="Where work items go">
          <Text>
            Fields with <RequiredAsterisk /> are needed.
          </Text>
        </FormHeader>
        <FormSection>
          <Label labelFor={getFieldId('space')}>
            Space <RequiredAsterisk />
          </Label>
          <Textfield {...register('space', { required: true })} />
          {formState.errors.space ? (
            <ErrorMessage>Name a space.</ErrorMessage>
          ) : (
            <HelperMessage>Its key will do.</HelperMessage>
          )}
          <Label labelFor={getFieldId('reason')}>Reason</Label>
          <TextArea {...register('reason')} />
          <Label labelFor={getFieldId('type')}>Type</Label>
          <Select
            {...register('type')}
            inputId={getFieldId('type')}
            options={[
              { label: 'Task', value: 'task' },
              { label: 'Bug', value: 'bug' },
            ]}
          />
          <Label labelFor={getFieldId('until')}>Until</Label>
          <DatePicker {...register('until')} />
          <Checkbox {...register('isPublic')} label="Everyone may read it" />
          <RadioGroup
            {...register('filing')}
            options={[
              { label: 'File everything', value: 'all' },
              { label: 'File what gets worse', value: 'worse' },
            ]}
          />
        </FormSection>
        <FormFooter align="start">
          <Button type="submit" appearance="primary">
            Save
          </Button>
        </FormFooter>
      </Form>
      <Text>Saved: {saved}</Text>
      <Loose />
    </Stack>
  );
}

function Loose() {
  const [name, setName] = useState('');
  const [isOn, setOn] = useState(false);
  const [level, setLevel] = useState(20);
  const [person, setPerson] = useState('nobody');
  const [note, setNote] = useState('Not written');
  return (
    <Stack space="space.200">
      <Label labelFor="upper">Upper case</Label>
      <Textfield
        id="upper"
        value={name}
        onChange={event => setName(String(event.target.value).toUpperCase())}
      />
      <ValidMessage>Looks good: {name}</ValidMessage>
      <Inline space="space.100" alignBlock="center">
        <Label labelFor="quiet">Quiet hours</Label>
        <Toggle id="quiet" isChecked={isOn} onChange={() => setOn(!isOn)} />
        <Text>{isOn ? 'Quiet' : 'Loud'}</Text>
      </Inline>
      <Label labelFor="cap">Cap</Label>
      <Range id="cap" min={0} max={100} value={level} onChange={setLevel} />
      <Text>At most {level}</Text>
      <CheckboxGroup
        name="areas"
        options={[
          { label: 'Users', value: 'users' },
          { label: 'Information', value: 'information' },
        ]}
        defaultValue={['users']}
      />
      <Radio label="One choice" value="one" name="single" />
      <Label labelFor="hour">Hour</Label>
      <TimePicker id="hour" times={['09:00', '17:00']} />
      <Calendar defaultMonth={11} defaultYear={2026} />
      <UserPicker
        label="Owner"
        name="owner"
        placeholder="Choose a person"
        onChange={user => setPerson(user.name)}
      />
      <Text>Owner: {person}</Text>
      <InlineEdit
        label="Title"
        defaultValue="Untitled"
        editView={field => <Textfield {...field} autoFocus />}
        readView={() => <Text>{note}</Text>}
        onConfirm={value => setNote(value)}
      />
      <CommentEditor onSave={() => setNote('Saved a comment')} />
      <ChromelessEditor onChange={() => undefined} />
      <FilePicker
        label="Organization file"
        onChange={files => setNote(`Read ${files[0]?.name}, ${files[0]?.size} bytes`)}
      />
      <FileCard fileName="pack.json" fileSize={2048} onDelete={() => setNote('Deleted')} />
    </Stack>
  );
}

ForgeReconciler.render(<Page />);
