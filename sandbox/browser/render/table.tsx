import { buttons } from './buttons';
import { type Entries, type Entry } from './entries';
import { feedback } from './feedback';
import { layout } from './layout';
import { tables } from './tables';
import { tabs } from './tabs';
import { text } from './text';

/** How each UI Kit component is drawn. */
export const COMPONENTS: Entries = {
  ...layout,
  ...text,
  ...buttons,
  ...tables,
  ...feedback,
  ...tabs,
} satisfies Record<string, Entry>;
