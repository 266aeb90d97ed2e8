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
import { settingsFileShape } from '../../api/contract/settings';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { SaveBar } from './save-bar';
import { type ChangeOf, type SettingsValue } from './settings-value';
import { SiteGroup } from './site-group';
import { useGroup } from './use-group';

type File = ChangeOf<'all'>;

/** What a pasted text is: nothing yet, no JSON, a file with the place where it doesn't fit, or a file. */
type Pasted =
  | { readonly is: 'empty' | 'no-json' }
  | { readonly is: 'wrong' | 'unknown'; readonly path: string }
  | { readonly is: 'file'; readonly file: File };

function pastedIn(text: string): Pasted {
  if (text.trim() === '') return { is: 'empty' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Half-pasted JSON; the field says so.
    return { is: 'no-json' };
  }
  const read = settingsFileShape.strict().safeParse(value);
  if (read.success) return { is: 'file', file: read.data };
  const [first] = read.error.issues;
  const unknown = first?.code === 'unrecognized_keys' ? first.keys : [];
  return {
    is: unknown.length > 0 ? 'unknown' : 'wrong',
    path: [...(first?.path ?? []), ...unknown.slice(0, 1)].map(String).join('.'),
  };
}

function Verdict({ pasted }: { pasted: Pasted }): ReactElement {
  const { say } = usePage();
  switch (pasted.is) {
    case 'empty':
      return <HelperMessage>{say('pages.settings.file.importHelp')}</HelperMessage>;
    case 'no-json':
      return <ErrorMessage>{say('pages.settings.file.noJson')}</ErrorMessage>;
    case 'wrong':
    case 'unknown':
      return <ErrorMessage>{say(`pages.settings.file.${pasted.is}`, { path: pasted.path })}</ErrorMessage>;
    case 'file':
      return <ValidMessage>{say('pages.settings.file.ok')}</ValidMessage>;
  }
}

/** The settings as a file, on demand: it is long, and seldom wanted. */
function Export({ file }: { file: File }): ReactElement {
  const { say } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={say('pages.settings.file.export')}>
      <Text>{say('pages.settings.file.intro')}</Text>
      <Inline>
        <Button onClick={() => setOpen(!isOpen)}>
          {say(isOpen ? 'pages.settings.file.hide' : 'pages.settings.file.show')}
        </Button>
      </Inline>
      {isOpen ? <CodeBlock language="json" text={JSON.stringify(file, null, 2)} /> : null}
    </Section>
  );
}

/** All settings as a file, out and in. */
export function FileGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say } = usePage();
  const [text, setText] = useState('');
  const stored = settingsFileShape.parse(value.settings);
  const pasted = pastedIn(text);
  const group = useGroup(
    pasted.is === 'file' ? { group: 'all', value: pasted.file } : undefined,
    { group: 'all', value: stored },
    value.revision,
    saved,
  );
  return (
    <Stack space="space.400" alignInline="stretch">
      <SiteGroup value={value} saved={saved} />
      <Export file={stored} />
      <Section title={say('pages.settings.file.import')}>
        <Stack>
          <Label labelFor="settings-file">{say('pages.settings.file.paste')}</Label>
          <TextArea
            id="settings-file"
            isMonospaced
            minimumRows={6}
            value={text}
            isInvalid={['no-json', 'wrong', 'unknown'].includes(pasted.is)}
            onChange={event => setText(String(event.target.value ?? ''))}
          />
          <Verdict pasted={pasted} />
        </Stack>
        <SaveBar
          group={group}
          isValid={pasted.is === 'file' || pasted.is === 'empty'}
          reload={saved}
          label="pages.settings.file.action"
        />
      </Section>
    </Stack>
  );
}
