import { Box, Button, Inline, Stack, xcss } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { usePage } from '../page/page-context';

const FIRST = 5;

const line = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});
const kind = xcss({ width: '112px' });
const words = xcss({ flexGrow: '1', width: '280px' });
const end = xcss({ minWidth: '112px' });

/** One line: what kind of thing it is, what it says, and what stands at its end. */
export interface TaskLine {
  readonly key: string;
  readonly kind: ReactNode;
  readonly words: ReactNode;
  readonly end: ReactNode;
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
          <Box key={each.key} xcss={line}>
            <Inline space="space.200" alignBlock="center" shouldWrap>
              <Box xcss={kind}>{each.kind}</Box>
              <Box xcss={words}>{each.words}</Box>
              <Box xcss={end}>
                <Inline alignInline="end">{each.end}</Inline>
              </Box>
            </Inline>
          </Box>
        ))}
      </Stack>
      {lines.length > FIRST ? (
        <Inline>
          <Button appearance="subtle" spacing="compact" onClick={() => setWhole(!isWhole)}>
            {isWhole ? say('pages.showFewer') : say('pages.showAll', { count: lines.length })}
          </Button>
        </Inline>
      ) : null}
    </Stack>
  );
}
