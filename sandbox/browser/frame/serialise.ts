import { type ForgeDoc, isRecord } from '../protocol';
import { type Handler } from './handlers';

type NameOf = (handler: Handler) => string;

/** Shown in place of an element that can't be drawn; the shell's table has no such component and says so. */
const UNDRAWABLE = 'UndrawableElement';

/**
 * A copy of `value` that `postMessage` can clone: functions become their names, React elements become documents, blobs
 * and dates stay.
 * @throws TypeError where the value holds itself.
 */
export function serialise(value: unknown, nameOf: NameOf): unknown {
  return new Serialiser(nameOf).copy(value);
}

/** A copy of the page's document; the reconciler changes its own in place. */
export function serialiseDoc(doc: ForgeDoc, nameOf: NameOf): ForgeDoc {
  return new Serialiser(nameOf).doc(doc);
}

class Serialiser {
  readonly #nameOf: NameOf;
  readonly #within = new Set<object>();

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  doc(doc: ForgeDoc): ForgeDoc {
    return {
      type: doc.type,
      key: doc.key,
      props: this.#record(doc.props),
      children: doc.children.map(child => this.doc(child)),
    };
  }

  copy(value: unknown): unknown {
    if (isHandler(value)) return { remoteFunction: this.#nameOf(value) };
    if (typeof value === 'symbol') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Blob || value instanceof Date || value instanceof ArrayBuffer) return value;
    if (isElement(value)) return { remoteElement: this.#elementDoc(value, 'element') };
    if (value instanceof Error) return { name: value.name, message: value.message };
    if (this.#within.has(value))
      throw new TypeError('A value that holds itself can not be sent over the bridge');
    this.#within.add(value);
    const copied = Array.isArray(value) ? value.map(item => this.copy(item)) : this.#record(value);
    this.#within.delete(value);
    return copied;
  }

  #record(value: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.copy(item)]));
  }

  #elementDoc(element: Element, path: string): ForgeDoc {
    const { type, props } = element;
    if (isHandler(type)) return this.#componentDoc(type, props, path);
    const { children, ...rest } = props;
    return {
      type: typeof type === 'string' ? type : 'Fragment',
      key: element.key ?? path,
      props: this.#record(rest),
      children: this.#childDocs(children, path),
    };
  }

  /** Elements in properties never reach the reconciler, so a component among them is called here; it can't use hooks. */
  #componentDoc(component: Handler, props: Record<string, unknown>, path: string): ForgeDoc {
    try {
      return { type: 'Fragment', key: path, props: {}, children: this.#childDocs(component(props), path) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { type: UNDRAWABLE, key: path, props: { component: component.name, message }, children: [] };
    }
  }

  #childDocs(children: unknown, path: string): ForgeDoc[] {
    const list = Array.isArray(children) ? children : [children];
    return list.flatMap((child: unknown, index): ForgeDoc[] => {
      const at = `${path}.${index}`;
      if (Array.isArray(child)) return this.#childDocs(child, at);
      if (isElement(child)) return [this.#elementDoc(child, at)];
      if (typeof child === 'string' || typeof child === 'number') {
        return [{ type: 'String', key: at, props: { text: String(child) }, children: [] }];
      }
      return [];
    });
  }
}

interface Element {
  type: unknown;
  key: string | null;
  props: Record<string, unknown>;
}

function isElement(value: unknown): value is Element {
  return isRecord(value) && typeof value.$$typeof === 'symbol' && isRecord(value.props);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
