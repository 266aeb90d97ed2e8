import { createContext, useContext } from 'react';
import { type ControlId } from '../../domain/control-attributes';
import { type MessageKey, type MessagePart, type Messages } from '../../messages/messages';
import { type ControlText, createControlText } from '../../messages/control-text';
import { type MessageValues } from '../../messages/format-message';
import { type NavigationSource, type Route } from './route';

/** The data and functions that every part of a page can use. */
export interface PageContextValue {
  readonly messages: Messages;
  /** The reader's IANA time zone. */
  readonly timeZone: string;
  /**
   * Whether the first element takes the focus, because the element that the reader activated is no longer on the page.
   */
  readonly takesFocus: boolean;
  navigate(route: Route, source?: NavigationSource): void;
  /** Replaces the whole page with a message that the reader has no access. */
  showForbidden(): void;
}

const Context = createContext<PageContextValue | undefined>(undefined);
export const PageProvider = Context.Provider;

/** The page context with message functions. */
export interface PageServices extends PageContextValue {
  /** A message as one line of plain text. */
  formatMessage(key: MessageKey, args?: MessageValues): string;
  messageParts(key: MessageKey, args?: MessageValues): readonly MessagePart[];
  controlTextOf(control: string): ControlText;
}

export function usePage(): PageServices {
  const context = useContext(Context);
  if (context === undefined) throw new Error('usePage needs a PageProvider');
  const { messages, timeZone } = context;
  return {
    ...context,
    formatMessage: (key, args) => messages.plainText(key, args, { timeZone }),
    messageParts: (key, args) => messages.parts(key, args),
    // The API's contract validates control IDs.
    controlTextOf: control => createControlText(messages, control as ControlId),
  };
}
