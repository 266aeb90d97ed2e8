import { type ReactNode } from 'react';
import { type ForgeDoc, isRecord, isRemoteElement, isRemoteFunction, type RemoteFunction } from '../protocol';

/** Runs a function of the app in its frame. Rejects with what the function threw. */
export type RunRemoteFunction = (remote: RemoteFunction, args: unknown[]) => Promise<unknown>;

/** A function of the app, as a component of the shell calls it. It can't throw: its failure is shown on the page. */
export type ComponentHandler = (...args: unknown[]) => void;

/** A person as the site shows them to whoever looks at the page. */
export interface SitePerson {
  accountId: string;
  name: string;
  avatarUrl: string | undefined;
  email: string | undefined;
}

/** The site's people. */
export interface Directory {
  /** Undefined for someone who is no longer there, or whom the viewer may not see. */
  person(accountId: string): Promise<SitePerson | undefined>;
  /** Who matches what was typed, best first. */
  search(query: string): Promise<SitePerson[]>;
}

/** What a drawing needs of the page that it stands on. */
export interface RenderContext {
  people: Directory;
  run: RunRemoteFunction;
  /** Shows on the page that something went wrong. */
  reportProblem(problem: string): void;
  render(doc: ForgeDoc, context: RenderContext): ReactNode;
  /** Opens a link of the app: a path of the site, or an address elsewhere. */
  openLink(href: string, newTab: boolean): void;
  /** The address that a link shows. */
  hrefOf(href: string): string;
}

/** A component of the app that is about to be drawn: its properties, read by kind, and its children. */
export class ComponentNode {
  readonly doc: ForgeDoc;
  readonly context: RenderContext;

  constructor(doc: ForgeDoc, context: RenderContext) {
    this.doc = doc;
    this.context = context;
  }

  /** React's key for it. */
  get key(): string {
    return this.doc.key;
  }

  raw(name: string): unknown {
    return this.doc.props[name];
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  }

  number(name: string): number | undefined {
    const value = this.raw(name);
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  list(name: string): unknown[] | undefined {
    const value = this.raw(name);
    return Array.isArray(value) ? value : undefined;
  }

  /** The property where it is one of `values`; the component's own default elsewhere. */
  oneOf<const T extends string | number>(name: string, values: readonly T[]): T | undefined {
    return values.find(value => value === this.raw(name));
  }

  handler(name: string): ComponentHandler | undefined {
    const question = this.asyncHandler(name);
    return question && ((...args) => void question(...args));
  }

  /** A function of the app whose end matters: resolves to its result; to undefined where it failed, which the page then shows. */
  asyncHandler(name: string): ((...args: unknown[]) => Promise<unknown>) | undefined {
    const remote = this.raw(name);
    if (!isRemoteFunction(remote)) return undefined;
    return async (...args) => {
      try {
        return await this.context.run(remote, args);
      } catch (error) {
        this.context.reportProblem(
          `${this.doc.type}: ${error instanceof Error ? error.message : String(error)}`,
        );
        return undefined;
      }
    };
  }

  /** The same for a record within a property: an action of a comment, a stage of a tracker. */
  nested(props: Record<string, unknown>, key: string): ComponentNode {
    return new ComponentNode({ type: this.doc.type, key, props, children: [] }, this.context);
  }

  /** A property that is text or an element. */
  element(name: string): ReactNode {
    return this.toElement(this.raw(name));
  }

  toElement(value: unknown): ReactNode {
    if (isRemoteElement(value)) return this.context.render(value.remoteElement, this.context);
    if (Array.isArray(value)) return value.map(item => this.toElement(item));
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  }

  /** All children, drawn. */
  children(): ReactNode[] {
    return this.doc.children.map(child => this.context.render(child, this.context));
  }

  /** The drawn children of the wrapper that @forge/react makes for a property with elements: a popup's trigger, say. */
  wrappedElements(name: string): ReactNode[] {
    return (this.wrapper(name)?.children ?? []).map(child => this.context.render(child, this.context));
  }

  wrapper(name: string): ForgeDoc | undefined {
    return this.doc.children.find(child => child.type === 'ContentWrapper' && child.props.name === name);
  }

  childNodes(): ComponentNode[] {
    return this.doc.children.map(child => new ComponentNode(child, this.context));
  }

  /** The text within, without what carries it. */
  innerText(): string {
    return textOf(this.doc);
  }
}

export function textOf(doc: ForgeDoc): string {
  if (doc.type === 'String') return typeof doc.props.text === 'string' ? doc.props.text : '';
  return doc.children.map(textOf).join('');
}

/** The part of a DOM event that crosses to the app: its kind, and what the field holds. */
export function fieldEvent(event: unknown): unknown {
  if (!isRecord(event) || !isRecord(event.target)) return event;
  const { value, checked, type, name, id, tagName } = event.target;
  return { type: event.type, target: { value, checked, type, name, id, tagName } };
}
