import { Bleed, Box, Button, Inline, Stack, xcss } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { usePage } from '../page/page-context';

const FIRST = 5;

const line = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});
const kind = xcss({ width: '96px' });
const words = xcss({ flexGrow: '1', width: '280px' });
const when = xcss({ width: '128px' });
const end = xcss({ minWidth: '112px' });

/** One line: what kind of thing it is, what it says, by when, and what stands at its end. */
export interface TaskLine {
  readonly key: string;
  readonly kind: ReactNode;
  readonly words: ReactNode;
  readonly when?: ReactNode;
  readonly end: ReactNode;
  /** What is shown under its words on demand. */
  readonly more?: { readonly label: string; readonly body: ReactNode };
}

function Line({ of }: { of: TaskLine }): ReactElement {
  const { say } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box xcss={line}>
      <Inline space="space.200" alignBlock="center" shouldWrap>
        <Box xcss={kind}>{of.kind}</Box>
        <Box xcss={words}>
          <Stack space="space.100">
            {of.words}
            {isOpen ? of.more?.body : null}
          </Stack>
        </Box>
        {of.when === undefined ? null : <Box xcss={when}>{of.when}</Box>}
        <Box xcss={end}>
          <Inline alignInline="end">
            {of.end}
            {of.more === undefined ? null : (
              <Button spacing="compact" onClick={() => setOpen(!isOpen)}>
                {isOpen ? say('pages.hide') : of.more.label}
              </Button>
            )}
          </Inline>
        </Box>
      </Inline>
    </Box>
  );
}

/** Lines that wait to be looked at; the first five, the others on demand. */
export function TaskList({ lines }: { lines: readonly TaskLine[] }): ReactElement {
  const { say } = usePage();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, FIRST);
  return (
    <Stack space="space.100" alignInline="stretch">
      <Stack>
        {shown.map(each => (
          <Line key={each.key} of={each} />
        ))}
      </Stack>
      {lines.length > FIRST ? (
        <Bleed inline="space.150">
          <Button appearance="subtle" spacing="compact" onClick={() => setWhole(!isWhole)}>
            {isWhole ? say('pages.showFewer') : say('pages.showAll', { count: lines.length })}
          </Button>
        </Bleed>
      ) : null}
    </Stack>
  );
}
