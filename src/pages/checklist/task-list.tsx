import { Bleed, Box, Button, Inline, Stack, xcss } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { usePage } from '../shared/page-context';

const VISIBLE_LINES = 5;

const lineBox = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});
const kindBox = xcss({ width: '96px' });
const messageBox = xcss({ flexGrow: '1', width: '280px' });
const deadlineBox = xcss({ width: '128px' });
const actionBox = xcss({ minWidth: '112px' });

/** A line of the task list. */
export interface TaskLine {
  readonly key: string;
  readonly kind: ReactNode;
  readonly message: ReactNode;
  readonly deadline?: ReactNode;
  readonly action: ReactNode;
  /** Content below the line, shown on demand. */
  readonly details?: { readonly label: string; readonly body: ReactNode };
}

function TaskRow({ task }: { task: TaskLine }): ReactElement {
  const { formatMessage } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box xcss={lineBox}>
      <Inline space="space.200" alignBlock="center" shouldWrap>
        <Box xcss={kindBox}>{task.kind}</Box>
        <Box xcss={messageBox}>
          <Stack space="space.100">
            {task.message}
            {isOpen ? task.details?.body : null}
          </Stack>
        </Box>
        {task.deadline === undefined ? null : <Box xcss={deadlineBox}>{task.deadline}</Box>}
        <Box xcss={actionBox}>
          <Inline alignInline="end">
            {task.action}
            {task.details === undefined ? null : (
              <Button spacing="compact" onClick={() => setOpen(!isOpen)}>
                {isOpen ? formatMessage('pages.hide') : task.details.label}
              </Button>
            )}
          </Inline>
        </Box>
      </Inline>
    </Box>
  );
}

/** A list of tasks. Shows the first five, and the others on demand. */
export function TaskList({ lines }: { lines: readonly TaskLine[] }): ReactElement {
  const { formatMessage } = usePage();
  const [isExpanded, setExpanded] = useState(false);
  const shown = isExpanded ? lines : lines.slice(0, VISIBLE_LINES);
  return (
    <Stack space="space.100" alignInline="stretch">
      <Stack>
        {shown.map(each => (
          <TaskRow key={each.key} task={each} />
        ))}
      </Stack>
      {lines.length > VISIBLE_LINES ? (
        <Bleed inline="space.150">
          <Button appearance="subtle" spacing="compact" onClick={() => setExpanded(!isExpanded)}>
            {isExpanded
              ? formatMessage('pages.showFewer')
              : formatMessage('pages.showAll', { count: lines.length })}
          </Button>
        </Bleed>
      ) : null}
    </Stack>
  );
}
