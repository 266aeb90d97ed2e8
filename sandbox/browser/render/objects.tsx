import Tile from '@atlaskit/tile';
import { token } from '@atlaskit/tokens';
import { type ComponentProps } from 'react';
import { iconNamed } from './icons';
import { Problem } from './problem';

type Accent =
  'blue' | 'green' | 'lime' | 'magenta' | 'orange' | 'purple' | 'red' | 'teal' | 'yellow' | 'gray';

/** The things that Atlassian's products know: the icon that stands for each, and its colour. */
const OBJECTS: Readonly<Record<string, readonly [icon: string, accent: Accent]>> = {
  blog: ['quotation-mark', 'blue'],
  branch: ['branch', 'blue'],
  bug: ['bug', 'red'],
  calendar: ['calendar', 'red'],
  changes: ['changes', 'blue'],
  code: ['angle-brackets', 'purple'],
  commit: ['commit', 'yellow'],
  database: ['database', 'purple'],
  epic: ['epic', 'purple'],
  idea: ['lightbulb', 'yellow'],
  improvement: ['arrow-up', 'green'],
  incident: ['incident', 'red'],
  'new-feature': ['add', 'green'],
  page: ['page', 'blue'],
  'page-live-doc': ['page', 'magenta'],
  problem: ['problem', 'red'],
  'pull-request': ['pull-request', 'green'],
  question: ['question-circle', 'purple'],
  story: ['story', 'green'],
  subtask: ['subtasks', 'blue'],
  task: ['task', 'blue'],
  whiteboard: ['whiteboard', 'teal'],
  'work-item': ['work-item', 'blue'],
};

interface ObjectProps {
  glyph: string;
  label: string | undefined;
}

export function ObjectIcon({ glyph, label, size }: ObjectProps & { size: 'small' | 'medium' }) {
  const known = objectNamed(glyph);
  if (known === undefined) return <Problem title={`Unknown icon: ${glyph}`} />;
  const { Icon, accent } = known;
  return <Icon label={label ?? readable(glyph)} size={size} color={token(`color.icon.accent.${accent}`)} />;
}

interface ObjectTileProps extends ObjectProps {
  isBold: boolean;
  size: NonNullable<ComponentProps<typeof Tile>['size']>;
}

export function ObjectTile({ glyph, label, isBold, size }: ObjectTileProps) {
  const known = objectNamed(glyph);
  if (known === undefined) return <Problem title={`Unknown icon: ${glyph}`} />;
  const { Icon, accent } = known;
  return (
    <Tile
      label={label ?? readable(glyph)}
      size={size}
      backgroundColor={`color.background.accent.${accent}.${isBold ? 'bolder' : 'subtlest'}`}
    >
      <Icon label="" color={isBold ? token('color.icon.inverse') : token(`color.icon.accent.${accent}`)} />
    </Tile>
  );
}

function objectNamed(glyph: string) {
  const [name, accent] = OBJECTS[glyph] ?? [];
  const Icon = name === undefined ? undefined : iconNamed(name);
  return Icon === undefined || accent === undefined ? undefined : { Icon, accent };
}

function readable(glyph: string): string {
  return glyph.replaceAll('-', ' ');
}
