/**
 * What the app's frame and the shell around it say to each other with `postMessage`. The frame's origin is opaque, so
 * everything passes through here; nothing that can't be cloned does.
 */

/** One UI Kit component of the app's page, as `@forge/react` makes it. `key` stays the same for the component's life. */
export interface ForgeDoc {
  type: string;
  key: string;
  props: Record<string, unknown>;
  children: ForgeDoc[];
}

/** Stands for a function that lives in the frame. */
export interface RemoteFunction {
  remoteFunction: string;
}

/** Stands for a React element that the app handed over as a property. */
export interface RemoteElement {
  remoteElement: ForgeDoc;
}

/** Where a page is within its own module, as version 4 of the `history` package describes it. */
export interface PageLocation {
  pathname: string;
  search: string;
  hash: string;
  state: unknown;
  key: string;
}

export type HistoryAction = 'PUSH' | 'REPLACE' | 'POP';

export type FromFrame =
  /** The app called the bridge. */
  | { kind: 'call'; id: number; command: string; data: unknown }
  /** A function ran that the shell asked for. */
  | { kind: 'ran'; id: number; value: unknown }
  | { kind: 'ran'; id: number; error: string }
  /** The app's own history moved. */
  | { kind: 'moved'; action: 'PUSH' | 'REPLACE'; location: PageLocation }
  | { kind: 'go'; steps: number };

export type FromShell =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'answer'; id: number; error: string }
  | { kind: 'run'; id: number; remoteFunction: string; args: unknown[] };

/** The part of a DOM event that a UI Kit handler gets to see. */
export interface FieldEvent {
  type: string;
  target: {
    value?: unknown;
    checked?: boolean;
    type?: string;
    name?: string;
    id?: string;
    tagName?: string;
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRemoteFunction(value: unknown): value is RemoteFunction {
  return isRecord(value) && typeof value.remoteFunction === 'string';
}

export function isForgeDoc(value: unknown): value is ForgeDoc {
  return (
    isRecord(value) &&
    typeof value.type === 'string' &&
    typeof value.key === 'string' &&
    isRecord(value.props) &&
    Array.isArray(value.children)
  );
}

export function isRemoteElement(value: unknown): value is RemoteElement {
  return isRecord(value) && isForgeDoc(value.remoteElement);
}
