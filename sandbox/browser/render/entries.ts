import { type ReactNode } from 'react';
import { type Drawing } from './drawing';

/** How one component of the app is drawn. It gives back the Atlaskit element itself: Tabs and Modal look at their direct children. */
export type Entry = (drawing: Drawing) => ReactNode;

export type Entries = Record<string, Entry>;
