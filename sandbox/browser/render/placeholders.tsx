import Button, { IconButton } from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import DeleteIcon from '@atlaskit/icon/core/delete';
import DownloadIcon from '@atlaskit/icon/core/download';
import FileIcon from '@atlaskit/icon/core/file';
import { HelperMessage } from '@atlaskit/form';
import { Box, Inline, Stack, Text, xcss } from '@atlaskit/primitives';
import ProgressBar from '@atlaskit/progress-bar';
import TextArea from '@atlaskit/textarea';
import { type ChangeEvent, useRef, useState } from 'react';
import { AdfDocument } from '../adf/adf-document';
import { adfNode, adfText, plainDocument } from '../adf/adf-node';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { Problem } from './problem';

/** Components whose Atlassian packages can't be installed here, or are no one's to install. Each does the same job in our own way. */
export const placeholders = {
  AdfRenderer: renderer => (
    <AdfDocument
      key={renderer.key}
      document={renderer.raw('document')}
      stage={{
        people: renderer.context.people,
        openLink: href => renderer.context.openLink(href, false),
        hrefOf: href => renderer.context.hrefOf(href),
      }}
    />
  ),
  CommentEditor: editor => <PlainEditor key={editor.key} editor={editor} hasButtons />,
  ChromelessEditor: editor => <PlainEditor key={editor.key} editor={editor} hasButtons={false} />,
  FilePicker: picker => <FileField key={picker.key} picker={picker} />,
  FileCard: card => <FileRow key={card.key} card={card} />,
  Frame: frame => (
    <Problem
      key={frame.key}
      title="Frame is not supported"
      detail={`The sandbox hosts UI Kit alone; the resource "${frame.text('resource') ?? ''}" is not.`}
    />
  ),
} satisfies ComponentRenderers;

/** Plain text in, a document of paragraphs out. */
function PlainEditor({ editor, hasButtons }: { editor: ComponentNode; hasButtons: boolean }) {
  const first = adfNode(editor.raw('defaultValue'));
  const [text, setText] = useState(first === undefined ? '' : first.content.map(adfText).join('\n'));
  const saved = editor.handler('onSave');
  const cancelled = editor.handler('onCancel');
  return (
    <Stack space="space.100">
      <TextArea
        aria-label="Text"
        value={text}
        isDisabled={editor.flag('isDisabled') ?? false}
        minimumRows={hasButtons ? 4 : 2}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => {
          setText(event.currentTarget.value);
          editor.handler('onChange')?.(plainDocument(event.currentTarget.value));
        }}
      />
      {hasButtons ? (
        <Inline>
          <ButtonGroup label="Comment">
            <Button appearance="primary" onClick={() => saved?.(plainDocument(text))}>
              Save
            </Button>
            <Button appearance="subtle" onClick={() => cancelled?.()}>
              Cancel
            </Button>
          </ButtonGroup>
        </Inline>
      ) : null}
    </Stack>
  );
}

function FileField({ picker }: { picker: ComponentNode }) {
  const input = useRef<HTMLInputElement>(null);
  const [names, setNames] = useState('No file chosen');
  const description = picker.text('description');
  const changed = picker.handler('onChange');
  const label = picker.text('label') ?? 'Files';
  const take = async (files: readonly File[]) => {
    setNames(files.map(({ name }) => name).join(', '));
    changed?.(await Promise.all(files.map(serialisedFile)));
  };
  return (
    <Stack space="space.050">
      <Text weight="medium" color="color.text.subtle" size="small">
        {label}
      </Text>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={event => void take([...(event.currentTarget.files ?? [])])}
      />
      <Inline space="space.100" alignBlock="center">
        <Button aria-label={`${label}: choose files`} onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <Text color="color.text.subtle">{names}</Text>
      </Inline>
      {description === undefined ? null : <HelperMessage>{description}</HelperMessage>}
    </Stack>
  );
}

/** The shape in which UI Kit hands an app a file: its bytes in base64. */
async function serialisedFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return { data: btoa(text), name: file.name, size: file.size, type: file.type };
}

const cardStyles = xcss({
  padding: 'space.150',
  borderRadius: 'radius.large',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
});

function FileRow({ card }: { card: ComponentNode }) {
  const name = card.text('fileName') ?? '';
  const removed = card.handler('onDelete');
  const downloaded = card.asyncHandler('onDownload');
  const error = card.text('error');
  return (
    <Box xcss={cardStyles}>
      <Inline space="space.150" alignBlock="center" spread="space-between">
        <Inline space="space.100" alignBlock="center">
          <FileIcon label="" />
          <Stack>
            <Text weight="medium">{name}</Text>
            <Text size="small" color={error === undefined ? 'color.text.subtle' : 'color.text.danger'}>
              {error ?? `${card.number('fileSize') ?? 0} bytes`}
            </Text>
          </Stack>
        </Inline>
        <Inline space="space.050">
          {downloaded === undefined ? null : (
            <IconButton
              icon={DownloadIcon}
              label={`Download ${name}`}
              appearance="subtle"
              onClick={() => void downloaded().then(content => saveFile(content, name))}
            />
          )}
          {removed === undefined ? null : (
            <IconButton
              icon={DeleteIcon}
              label={`Delete ${name}`}
              appearance="subtle"
              onClick={() => removed()}
            />
          )}
        </Inline>
      </Inline>
      {card.flag('isUploading') === true ? (
        <ProgressBar ariaLabel={`Uploading ${name}`} value={card.number('uploadProgress') ?? 0} />
      ) : null}
    </Box>
  );
}

/** An app may answer with a file, or fetch one in its own way and answer with nothing. */
function saveFile(content: unknown, name: string): void {
  if (!(content instanceof Blob)) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
