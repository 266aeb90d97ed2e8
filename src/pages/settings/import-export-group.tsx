import {
  Button,
  CodeBlock,
  ErrorMessage,
  HelperMessage,
  Inline,
  Label,
  Stack,
  Text,
  TextArea,
  ValidMessage,
} from '@forge/react';
import { type ReactElement, useState } from 'react';
import { settingsFileSchema } from '../../api/contract/settings';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { SaveBar } from './save-bar';
import { type ChangeValueOf, type SettingsValue } from './settings-value';
import { SiteGroup } from './site-group';
import { useSettingsGroup } from './use-settings-group';

type SettingsFileValue = ChangeValueOf<'all'>;

/** The state of pasted text: empty, invalid JSON, invalid settings with the path, or valid settings. */
type PastedText =
  | { readonly is: 'empty' | 'no-json' }
  | { readonly is: 'wrong' | 'unknown'; readonly path: string }
  | { readonly is: 'file'; readonly file: SettingsFileValue };

function parsePastedText(text: string): PastedText {
  if (text.trim() === '') return { is: 'empty' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Incomplete JSON. The field shows the error.
    return { is: 'no-json' };
  }
  const parsed = settingsFileSchema.strict().safeParse(value);
  if (parsed.success) return { is: 'file', file: parsed.data };
  const [firstIssue] = parsed.error.issues;
  const unknownKeys = firstIssue?.code === 'unrecognized_keys' ? firstIssue.keys : [];
  return {
    is: unknownKeys.length > 0 ? 'unknown' : 'wrong',
    path: [...(firstIssue?.path ?? []), ...unknownKeys.slice(0, 1)].map(String).join('.'),
  };
}

function PastedTextMessage({ pasted }: { pasted: PastedText }): ReactElement {
  const { formatMessage } = usePage();
  switch (pasted.is) {
    case 'empty':
      return <HelperMessage>{formatMessage('pages.settings.file.importHelp')}</HelperMessage>;
    case 'no-json':
      return <ErrorMessage>{formatMessage('pages.settings.file.noJson')}</ErrorMessage>;
    case 'wrong':
    case 'unknown':
      return (
        <ErrorMessage>
          {formatMessage(`pages.settings.file.${pasted.is}`, { path: pasted.path })}
        </ErrorMessage>
      );
    case 'file':
      return <ValidMessage>{formatMessage('pages.settings.file.ok')}</ValidMessage>;
  }
}

/** Exports the settings. Shown on demand, because the text is long and rarely needed. */
function SettingsExport({ file }: { file: SettingsFileValue }): ReactElement {
  const { formatMessage } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={formatMessage('pages.settings.file.export')}>
      <Text>{formatMessage('pages.settings.file.intro')}</Text>
      <Inline>
        <Button onClick={() => setOpen(!isOpen)}>
          {formatMessage(isOpen ? 'pages.settings.file.hide' : 'pages.settings.file.show')}
        </Button>
      </Inline>
      {isOpen ? <CodeBlock language="json" text={JSON.stringify(file, null, 2)} /> : null}
    </Section>
  );
}

/** Exports and imports all settings. */
export function ImportExportGroup({
  value,
  onSaved,
}: {
  value: SettingsValue;
  onSaved: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const [text, setText] = useState('');
  const stored = settingsFileSchema.parse(value.settings);
  const pasted = parsePastedText(text);
  const group = useSettingsGroup(
    pasted.is === 'file' ? { group: 'all', value: pasted.file } : undefined,
    { group: 'all', value: stored },
    value.revision,
    onSaved,
  );
  return (
    <Stack space="space.400" alignInline="stretch">
      <SiteGroup value={value} onSaved={onSaved} />
      <SettingsExport file={stored} />
      <Section title={formatMessage('pages.settings.file.import')}>
        <Stack>
          <Label labelFor="settings-file">{formatMessage('pages.settings.file.paste')}</Label>
          <TextArea
            id="settings-file"
            isMonospaced
            minimumRows={6}
            value={text}
            isInvalid={['no-json', 'wrong', 'unknown'].includes(pasted.is)}
            onChange={event => setText(String(event.target.value ?? ''))}
          />
          <PastedTextMessage pasted={pasted} />
        </Stack>
        <SaveBar
          group={group}
          isValid={pasted.is === 'file' || pasted.is === 'empty'}
          reload={onSaved}
          label="pages.settings.file.action"
        />
      </Section>
    </Stack>
  );
}
