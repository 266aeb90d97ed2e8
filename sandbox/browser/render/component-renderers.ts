import { type ReactNode } from 'react';
import { type ComponentNode } from './component-node';

/** How one component of the app is drawn. It gives back the Atlaskit element itself: Tabs and Modal look at their direct children. */
export type ComponentRenderer = (node: ComponentNode) => ReactNode;

export type ComponentRenderers = Record<string, ComponentRenderer>;
